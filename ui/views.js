// Runs once with the page: the arrow keys move from tab to tab, as a row of tabs is expected to.

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest('#rq-views > .tab-wrapper [role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  next.click();
});
