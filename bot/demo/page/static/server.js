// Asking the server, as the person that this page shows.

const facts = document.body.dataset;

/** The handle of whom one is, and where: a conversation's id, or "home". */
export const me = facts.me;
export const place = facts.place;

/** What the server refused, with its sentence. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** The path of something that this person does. */
export const mine = (verb) => `/as/${encodeURIComponent(me)}/${verb}`;

/**
 * Post JSON; the answer's JSON.
 * @param {string} path
 * @param {object} body
 */
export async function post(path, body) {
  const answer = await reached(() =>
    fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  return answer.json();
}

/** Get a fragment of HTML that the server drew. */
export async function fragment(path) {
  return (await reached(() => fetch(path))).text();
}

/** Get JSON. */
export async function get(path) {
  return (await reached(() => fetch(path))).json();
}

async function reached(ask) {
  let answer;
  try {
    answer = await ask();
  } catch {
    throw new Refusal(0, "The demo does not answer. Is it still running?");
  }
  if (answer.ok) return answer;
  const { error } = await answer.json().catch(() => ({}));
  throw new Refusal(answer.status, error ?? "That did not work. Please try again.");
}
