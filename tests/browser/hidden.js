// A tab in the background: a browser without a window shows all of its tabs.

let hidden = true;
Object.defineProperty(document, "hidden", { get: () => hidden });

globalThis.lookAt = () => {
  hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
};
