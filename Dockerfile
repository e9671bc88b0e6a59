# Two stages: the first has the installer and its caches, the second only what runs.
ARG PYTHON=3.11
FROM python:${PYTHON}-slim AS build
WORKDIR /src
COPY pyproject.toml requirements.lock LICENSE ./
RUN python -m venv /opt/mentorbot
# Runtime requirements come from pyproject.toml, their versions and hashes from the lock.
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        > /tmp/runtime.txt \
    && /opt/mentorbot/bin/pip install --no-cache-dir --require-hashes -r /tmp/runtime.txt -c requirements.lock
COPY bot bot
COPY handlers handlers
COPY storage storage
RUN /opt/mentorbot/bin/pip install --no-cache-dir --no-deps .

FROM python:${PYTHON}-slim
RUN useradd --system --create-home --home-dir /data --uid 10001 mentorbot
COPY --from=build /opt/mentorbot /opt/mentorbot
ENV PATH=/opt/mentorbot/bin:$PATH PYTHONUNBUFFERED=1
USER mentorbot
# A SQLite file, where one is used, lives on this volume.
WORKDIR /data
VOLUME /data
EXPOSE 3000
ENTRYPOINT ["mentorbot"]
CMD ["run"]
