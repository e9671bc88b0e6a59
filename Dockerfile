# Two stages: the first has the installer and its caches, the second only what runs.
ARG PYTHON=3.11
FROM python:${PYTHON}-slim AS build
WORKDIR /src
# Everything locked is fetched and its hash compared; the next step then has no index to ask, so it can
# only take from here the part that runs, and leaves the tools of development behind.
COPY requirements.lock ./
RUN pip download --no-cache-dir --require-hashes --dest /wheels -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY storage storage
RUN python -m venv /opt/mentorbot \
    && /opt/mentorbot/bin/pip install --no-cache-dir --no-index --find-links /wheels .

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
