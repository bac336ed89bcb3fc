using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Forms.Answers;
using Zhengtong.Forms.Checks;
using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Definitions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Rendering;

/// <summary>One section as HTML: heading, fields or rows, the buttons of rows, and what form-rules.js needs to know.</summary>
internal sealed class SectionView(
    FormDefinition definition,
    FormSection section,
    FormAnswers answers,
    FormContext context,
    IReadOnlyList<Problem> problems,
    IReadOnlyDictionary<string, PrefillMark> marks,
    IReadOnlyDictionary<string, PlaceChoice> places)
{
    /// <summary>Stands for the number of a row that is not there yet; form-rules.js replaces it.</summary>
    private const string NewRow = "new";

    private readonly Visibility _visibility = new(definition, answers, context);

    public IHtmlContent Render()
    {
        var name = FieldName.Of(section);
        var element = Html.Tag("section", "zt-form-section", [
            ("id", FieldName.Id(name)), ("data-form-section", section.Key), ("data-visible-when", section.VisibleWhen?.ToJson()), ("data-known", Known()),
            ("data-repeat", section.Repeat is null ? null : ""), ("data-max", section.Repeat?.Max.ToString(CultureInfo.InvariantCulture)),
            ("aria-labelledby", FieldName.Id(name) + "-title"), Html.Flag("hidden", !_visibility.Shows(section))]);
        element.With(
            Html.Tag("input", null, [("type", "hidden"), ("name", FieldName.SectionMarker), ("value", section.Key)]),
            EnterKey(),
            Html.Tag("h2", "zt-form-section__title", [("id", FieldName.Id(name) + "-title")]).Text(section.Title),
            section.Intro is null ? null : Html.Tag("p", "zt-form-intro").Text(section.Intro),
            Problem(name) is { } problem ? Html.Tag("div", "zt-field__error", [("id", FieldName.Id(name) + "-error"), ("tabindex", "-1")]).Text(problem) : null);
        if (section.Repeat is { } repeat)
        {
            Rows(element, repeat);
        }
        else
        {
            element.With(section.Fields.Select(f => Field(f, 0, FieldName.Of(section, 0, f))));
        }

        return element.With(Update());
    }

    /// <summary>Enter in a text field presses the first submit button of a form: it must not be one that adds or removes a row.</summary>
    private TagBuilder? EnterKey() => section.Repeat is null ? null : Html.Tag("button", "visually-hidden", [
        ("type", "submit"), ("name", FieldName.Operation), ("value", "update"), ("formnovalidate", ""), ("tabindex", "-1"), ("aria-hidden", "true")]);

    private void Rows(TagBuilder element, Repeat repeat)
    {
        var count = Math.Min(Math.Max(answers.Rows(section.Key), repeat.Min), FormAnswers.MaxRows);
        element.With(
            Html.Tag("div", "zt-form-rows", [("data-form-rows", "")]).With(Enumerable.Range(0, count).Select(i => Row(repeat, i, i.ToString(CultureInfo.InvariantCulture)))),
            Html.Tag("template").With(Row(repeat, FormAnswers.MaxRows, NewRow)),
            Html.Tag("button", "zt-button zt-button--secondary", [
                ("type", "submit"), ("name", FieldName.Operation), ("value", RowOperation.Add(section)), ("data-row-add", ""), ("formnovalidate", ""), Html.Flag("hidden", count >= repeat.Max)])
                .Text($"添加{repeat.ItemTitle}"));
    }

    private TagBuilder Row(Repeat repeat, int row, string number)
    {
        var id = $"{FieldName.Id(FieldName.Of(section))}-{number}";
        return Html.Tag("fieldset", "zt-form-row", [("data-form-row", number)]).With(
            Html.Tag("legend", "zt-form-row__title", [("id", id)]).Text(repeat.ItemTitle + " ")
                .With(Html.Tag("span", null, [("data-row-number", "")]).Text(number == NewRow ? "" : (row + 1).ToString(CultureInfo.InvariantCulture))))
            .With(section.Fields.Select(f => Field(f, row, $"{FieldName.Of(section)}[{number}].{f.Key}")))
            .With(Html.Tag("button", "zt-button zt-button--quiet", [
                ("type", "submit"), ("name", FieldName.Operation), ("value", $"remove:{section.Key}:{number}"), ("data-row-remove", ""), ("formnovalidate", ""), ("aria-describedby", id)])
                .Text("删除这一项"));
    }

    private TagBuilder Field(FormField field, int row, string name)
    {
        var values = answers.Values(section.Key, field.Key, row);

        // A row that is not there yet starts from the defaults; a saved one shows what was saved, also where that is nothing.
        if (row >= answers.Rows(section.Key) && section.Repeat is not null && field.Default is not null)
        {
            values = [field.Default];
        }

        var mark = marks.GetValueOrDefault(name) is { } m && values is [var only] && only == m.Value ? m.Text : null;
        return Html.Tag("div", Problem(name) is null ? "zt-field" : "zt-field is-wrong", [
                ("data-field", field.Key), ("data-visible-when", field.VisibleWhen?.ToJson()), Html.Flag("hidden", !_visibility.Shows(section, row, field))])
            .With(new FieldView(field, name, values, Problem(name), mark, places.GetValueOrDefault(values is [var place, ..] ? place : "")).Render());
    }

    private string? Problem(string name) => problems.FirstOrDefault(p => p.Field == name)?.Message;

    /// <summary>Without scripts, shows and hides, and brings the next list of divisions, by a round trip. Form-rules.js hides the button.</summary>
    private TagBuilder? Update() => section.Fields.Any(f => f.VisibleWhen is not null || f.Type == FieldType.Region)
        ? Html.Tag("button", "zt-button zt-button--secondary", [("type", "submit"), ("name", FieldName.Operation), ("value", "update"), ("data-form-update", ""), ("formnovalidate", "")])
            .Text("按以上选择更新问题")
        : null;

    /// <summary>The values of names that this section's rules speak of but that stand elsewhere; the browser's rules start from them.</summary>
    private string Known()
    {
        var parts = RulePlaces.Of(definition).Where(p => p.Section == section).SelectMany(p => RulePlaces.Parts(p.Rule)).ToList();
        var outside = _visibility.In(section with { Repeat = null, Fields = [] }, 0);
        return JsonSerializer.Serialize(
            new
            {
                Values = parts.Select(RulePlaces.NameIn).OfType<string>().Distinct()
                    .Where(n => Rule.HouseNames.Contains(n) || section.Field(n) is null)
                    .ToDictionary(n => n, outside.Values),
                Counts = parts.OfType<Rule.Count>().Select(c => c.Section).Distinct().Where(s => s != section.Key).ToDictionary(s => s, outside.Count),
            },
            FormJson.Options);
    }
}
