// The rule language of forms in the browser, and what makes a page follow it. The semantics stand at Contracts/Rule.cs; the cases in
// tests/Unit/Forms/rule-cases.json hold this file and the server to the same results. Without scripts the page works by its 更新 button.

const trim = (text) => text.replace(/^[ \t\r\n\u00A0\u3000]+|[ \t\r\n\u00A0\u3000]+$/g, "");
const isFilled = (text) => trim(text) !== "";
const plain = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;

// Decimals as whole millionths, so that 0.1 + 0.2 is nobody's problem.
function millionths(text) {
  if (!plain.test(text)) return null;
  const [whole, part = ""] = text.replace("-", "").split(".");
  const n = BigInt(whole + part.padEnd(6, "0"));
  return text.startsWith("-") ? -n : n;
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function difference(text, value) {
  if (typeof value === "number") {
    const left = millionths(text);
    return left === null ? null : order(left, millionths(String(value)));
  }
  return order(text, trim(typeof value === "boolean" ? (value ? "yes" : "no") : value));
}

function ordered(operator, d) {
  switch (operator) {
    case "eq": return d === 0;
    case "ne": return d !== 0;
    case "gt": return d > 0;
    case "ge": return d >= 0;
    case "lt": return d < 0;
    case "le": return d <= 0;
    default: return false;
  }
}

/** Does the rule hold? answers has values(name) -> texts and count(section) -> number. */
export function evaluate(rule, answers) {
  const [operator, body] = Object.entries(rule)[0];
  const texts = (name) => answers.values(name).map(trim).filter((t) => t !== "");
  const equals = (name, value) => texts(name).some((t) => difference(t, value) === 0);
  switch (operator) {
    case "all": return body.every((r) => evaluate(r, answers));
    case "any": return body.some((r) => evaluate(r, answers));
    case "not": return !evaluate(body, answers);
    case "filled": return texts(body).length > 0;
    case "eq":
    case "has": return equals(body[0], body[1]);
    case "ne": return !equals(body[0], body[1]);
    case "in": return body[1].some((v) => equals(body[0], v));
    case "count": return ordered(body[1], order(answers.count(body[0]), body[2]));
    default: {
      const own = texts(body[0]);
      if (own.length !== 1) return false;
      const d = difference(own[0], body[1]);
      return d !== null && ordered(operator, d);
    }
  }
}

const list = (answer) => (answer === undefined || answer === null ? [] : Array.isArray(answer) ? answer : [answer]);

/**
 * Which sections and fields show. form: {sections: [{key, repeat, visibleWhen, fields: [{key, visibleWhen}]}]}; answers: as the server keeps them;
 * known: {values: {name: [texts]}, counts: {section: n}} for what the form at hand does not hold (house names, sections on other pages).
 * Returns {section(key), field(key, row, fieldKey)}.
 */
export function visibility(form, answers, known) {
  const sections = new Map();
  const fields = new Map();
  const byKey = new Map(form.sections.map((s) => [s.key, s]));
  const rowsOf = (s) => (s.repeat ? answers[s.key] ?? [] : [answers[s.key] ?? {}]);
  const fieldOf = (s, key) => s.fields.find((f) => f.key === key);
  const seen = (s, row, f) => (showsField(s, row, f) ? list((rowsOf(s)[row] ?? {})[f.key]) : []);

  const scope = (rowSection, row) => ({
    values(name) {
      if (["situation", "mode", "partyKind"].includes(name)) return known.values[name] ?? [];
      const own = rowSection && fieldOf(rowSection, name);
      if (own) return seen(rowSection, row, own);
      for (const s of form.sections) {
        const f = s.repeat ? undefined : fieldOf(s, name);
        if (f) return seen(s, 0, f);
      }
      return known.values[name] ?? [];
    },
    count(key) {
      const s = byKey.get(key);
      if (!s) return known.counts?.[key] ?? 0;
      if (!s.repeat || !showsSection(s)) return 0;
      return rowsOf(s).filter((row) => s.fields.some((f) => list(row[f.key]).some(isFilled))).length;
    },
  });

  function showsSection(s) {
    if (!sections.has(s.key)) {
      sections.set(s.key, true);
      sections.set(s.key, !s.visibleWhen || evaluate(s.visibleWhen, scope(null, 0)));
    }
    return sections.get(s.key);
  }

  function showsField(s, row, f) {
    const key = `${s.key}[${row}].${f.key}`;
    if (!fields.has(key)) {
      fields.set(key, true);
      fields.set(key, showsSection(s) && (!f.visibleWhen || evaluate(f.visibleWhen, scope(s.repeat ? s : null, row))));
    }
    return fields.get(key);
  }

  return {
    section: (key) => showsSection(byKey.get(key)),
    field: (key, row, fieldKey) => showsField(byKey.get(key), row, fieldOf(byKey.get(key), fieldKey)),
  };
}

// ---- the page -------------------------------------------------------------------------------------------------------------------

const ruleOf = (element) => (element.dataset.visibleWhen ? JSON.parse(element.dataset.visibleWhen) : undefined);

function answerOf(field) {
  const places = [...field.querySelectorAll("[data-place] select")].map((s) => s.value).filter(Boolean);
  if (places.length > 0) return places.slice(-1);
  const inputs = [...field.querySelectorAll("input, select, textarea")];
  return inputs.filter((i) => (i.type !== "checkbox" && i.type !== "radio") || i.checked).map((i) => i.value);
}

const fieldsIn = (element) => [...element.querySelectorAll("[data-field]")];
const answersIn = (element) => Object.fromEntries(fieldsIn(element).map((f) => [f.dataset.field, answerOf(f)]));
const rowsIn = (section) => [...section.querySelectorAll("[data-form-row]")];

function follow(page) {
  const elements = [...page.querySelectorAll("[data-form-section]")];
  const form = { sections: [] };
  const answers = {};
  const known = { values: {}, counts: {} };
  for (const element of elements) {
    const key = element.dataset.formSection;
    const repeat = element.hasAttribute("data-repeat");
    const pattern = repeat ? element.querySelector("template").content : element;
    form.sections.push({ key, repeat, visibleWhen: ruleOf(element), fields: fieldsIn(pattern).map((f) => ({ key: f.dataset.field, visibleWhen: ruleOf(f) })) });
    answers[key] = repeat ? rowsIn(element).map(answersIn) : answersIn(element);
    const more = JSON.parse(element.dataset.known);
    Object.assign(known.values, more.values);
    Object.assign(known.counts, more.counts);
  }

  const shows = visibility(form, answers, known);
  for (const element of elements) {
    const key = element.dataset.formSection;
    element.hidden = !shows.section(key);
    const rows = element.hasAttribute("data-repeat") ? rowsIn(element) : [element];
    rows.forEach((row, i) => fieldsIn(row).forEach((f) => { f.hidden = !shows.field(key, i, f.dataset.field); }));
  }
  page.querySelectorAll("[data-form-update]").forEach((button) => { button.hidden = true; });
}

// Rows keep consecutive numbers: the server and the remove buttons count on them.
function renumber(section) {
  const rows = rowsIn(section);
  rows.forEach((row, i) => {
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (["name", "id", "for", "aria-describedby", "aria-labelledby", "data-place"].includes(name)) {
          const own = section.dataset.formSection;
          element.setAttribute(name, value.replaceAll(`a.${own}[${row.dataset.formRow}]`, `a.${own}[${i}]`).replaceAll(`a-${own}-${row.dataset.formRow}`, `a-${own}-${i}`));
        }
      }
    }
    row.querySelectorAll("[data-row-number]").forEach((n) => { n.textContent = String(i + 1); });
    row.querySelectorAll("[data-row-remove]").forEach((b) => { b.value = `remove:${section.dataset.formSection}:${i}`; });
    row.dataset.formRow = String(i);
  });
  section.querySelectorAll("[data-row-add]").forEach((b) => { b.hidden = rows.length >= Number(section.dataset.max); });
}

function onClick(page, event) {
  const button = event.target.closest("[data-row-add], [data-row-remove]");
  if (!button) return;
  const section = button.closest("[data-form-section]");
  event.preventDefault();
  if (button.hasAttribute("data-row-add")) {
    const row = section.querySelector("template").content.firstElementChild.cloneNode(true);
    section.querySelector("[data-form-rows]").append(row);
    renumber(section);
    row.querySelector("input, select, textarea")?.focus();
  } else {
    button.closest("[data-form-row]").remove();
    renumber(section);
    section.querySelector("[data-row-add]").focus();
  }
  // Rows that came or went are a change like any other: autosave hears of it.
  section.querySelector("input[name=formSection]").dispatchEvent(new Event("change", { bubbles: true }));
  follow(page);
}

export function start(document) {
  for (const page of document.querySelectorAll("form")) {
    if (!page.querySelector("[data-form-section]") || page.dataset.formRules) continue;
    page.dataset.formRules = "on";
    page.addEventListener("input", () => follow(page));
    page.addEventListener("change", () => follow(page));
    page.addEventListener("click", (event) => onClick(page, event));
    follow(page);
  }
}

if (typeof document !== "undefined") {
  start(document);
  document.addEventListener("htmx:after:swap", () => start(document));
  document.addEventListener("htmx:afterSwap", () => start(document));
}
