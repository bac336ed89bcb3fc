// Runs the cases of a file through form-rules.js: node run-rule-cases.mjs <form-rules.js> <cases.json>; prints {rules: [bool], visibility: [[hidden]]}.
import { readFileSync } from "node:fs";

const [script, file] = process.argv.slice(2);
const source = readFileSync(script, "utf8");
const { evaluate, visibility } = await import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
const cases = JSON.parse(readFileSync(file, "utf8"));

function hidden({ form, answers, context }) {
  const sections = form.sections.map((s) => ({ ...s, repeat: Boolean(s.repeat) }));
  const known = { values: { situation: context.situation, mode: [context.mode], partyKind: [context.partyKind] }, counts: {} };
  const shows = visibility({ sections }, answers, known);
  const names = [];
  for (const s of sections) {
    if (!shows.section(s.key)) names.push(s.key);
    const rows = s.repeat ? (answers[s.key] ?? []).length : 1;
    for (let row = 0; row < rows; row++) {
      for (const f of s.fields) {
        if (!shows.field(s.key, row, f.key)) names.push(s.repeat ? `${s.key}[${row}].${f.key}` : `${s.key}.${f.key}`);
      }
    }
  }
  return names;
}

console.log(JSON.stringify({
  rules: (cases.rules ?? []).map((c) => evaluate(c.rule, { values: (name) => c.answers[name] ?? [], count: (section) => c.counts[section] ?? 0 })),
  visibility: (cases.visibility ?? []).map(hidden),
}));
