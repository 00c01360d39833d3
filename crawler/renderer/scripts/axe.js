// Runs axe-core on the page and keeps of its answer what a report needs, with how many elements pass each rule.
async (wish) => {
  const answer = await axe.run(document, { iframes: false, resultTypes: ["violations", "incomplete", "passes"], elementRef: false, selectors: true });
  const rule = (found) => ({
    id: found.id, impact: found.impact, tags: found.tags.slice(0, 20), help: found.help.slice(0, 300), count: found.nodes.length,
    nodes: found.nodes.slice(0, wish.nodes).map((node) => ({
      target: node.target.map(String).join(" ").slice(0, 300), html: (node.html || "").slice(0, 200), summary: (node.failureSummary || "").slice(0, 300),
    })),
  });
  return {
    version: axe.version, violations: answer.violations.slice(0, 100).map(rule), incomplete: answer.incomplete.slice(0, 100).map(rule),
    passes: answer.passes.map((found) => found.id).slice(0, 200),
    passed: Object.fromEntries(answer.passes.slice(0, 200).map((found) => [found.id, found.nodes.length])),
    inapplicable: answer.inapplicable.map((found) => found.id).slice(0, 200),
  };
}
