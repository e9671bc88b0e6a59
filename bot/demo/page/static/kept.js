// What stands in a form while it is open: loading the page again takes nothing of it.

import { show } from "./choices.js";
import { fill, values } from "./fields.js";
import { me } from "./server.js";

const KEPT = `form:${me}`;

/** Keep what stands in this form now. */
export function keep(form) {
  if (form) sessionStorage.setItem(KEPT, JSON.stringify({ form: nameOf(form), values: values(form) }));
}

/** Put what was kept of this very form back into it. */
export function putBack(form) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (kept?.form !== nameOf(form)) return;
  fill(form, kept.values);
  form.querySelectorAll("details.multi").forEach(show);
}

/** The form is gone, and with it what was typed. */
export const forget = () => sessionStorage.removeItem(KEPT);

/** A workspace that begins anew counts its forms anew. */
const nameOf = (form) => `${form.dataset.view} ${form.querySelector(".modal-title").textContent}`;
