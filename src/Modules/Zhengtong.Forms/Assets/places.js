
// ---- divisions: choosing at one level brings the list of the next. Without scripts the 更新 button does.

async function choosePlace(select) {
  const group = select.closest("[data-place]");
  const lists = [...group.querySelectorAll("select")];
  const at = lists.indexOf(select);
  lists.slice(at + 1).forEach((later) => later.remove());
  const code = lists.slice(0, at + 1).map((l) => l.value).filter(Boolean).pop() ?? "";
  group.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/forms/places?${new URLSearchParams({ name: group.dataset.place, label: group.dataset.placeLabel, code })}`);
    if (!answer.ok || !group.isConnected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("select");
    [...fresh].slice(at + 1).forEach((next) => group.append(document.importNode(next, true)));
  } finally {
    group.removeAttribute("aria-busy");
  }
}

if (typeof document !== "undefined") {
  document.addEventListener("change", (event) => { if (event.target.closest("[data-place]")) choosePlace(event.target); });
}
