// What happens, as it happens. The stream goes on where it stopped; if that is not known any more, the page is
// asked for anew.

import { me, place } from "./server.js";

const REST_WHEN_HIDDEN = 2000;
const AGAIN_AFTER = 1000;
const listeners = new Map();
const line = document.getElementById("state");
let mark = document.body.dataset.mark;
let source = null;
let resting = 0;

/** Call `listener` with each event of a kind. */
export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

/** Listen from now on, except while nobody looks: browsers allow a server six connections for all tabs. */
export function listen() {
  if (!document.hidden) connect();
  document.addEventListener("visibilitychange", rest);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  on("stale", () => location.reload());
}

function rest() {
  clearTimeout(resting);
  if (document.hidden) resting = setTimeout(stop, REST_WHEN_HIDDEN);
  else if (!source) connect();
}

function stop() {
  source?.close();
  source = null;
}

function connect() {
  const asked = new URLSearchParams({ at: place, since: mark });
  source = new EventSource(`/as/${encodeURIComponent(me)}/events?${asked}`);
  source.addEventListener("open", () => line.removeAttribute("data-lost"));
  source.addEventListener("message", hear);
  source.addEventListener("error", lost);
}

function hear(message) {
  mark = message.lastEventId || mark;
  const event = JSON.parse(message.data);
  for (const listener of listeners.get(event.kind) ?? []) listener(event);
}

function lost() {
  line.dataset.lost = "";
  for (const listener of listeners.get("lost") ?? []) listener({});
  if (source?.readyState !== EventSource.CLOSED) return;
  stop();
  setTimeout(() => !source && !document.hidden && connect(), AGAIN_AFTER);
}
