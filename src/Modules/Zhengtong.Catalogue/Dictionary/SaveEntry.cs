using System.Text.Json;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>
/// Adds, changes and retires entries of the dictionary. Each change is a new row; the whole dictionary must hold together with it: relations that contradict
/// each other, run in circles or speak of unknown elements are refused. Two changes at one moment could each hold together and not both, so the second is
/// refused (<see cref="DictionaryEntry.Edition"/>). There is one dictionary for all, so it is kept where the profiles are: by the nation or a province. Requirement 01.15.
/// </summary>
internal sealed class SaveEntry(Database db, ElementDictionaries dictionaries)
{
    public static readonly Problem NotYours = Problem.Forbidden("catalogue.dictionary-upper", "数据要素字典全省共用，由国家或省级事项管理部门维护。您可以查看和选用；需要新增、修改的，请向省级提出。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.entry-changed", "这一条刚刚由其他人改过，请刷新后核对再保存。");
    private static readonly Problem AtOnce = Problem.Conflict("catalogue.dictionary-changed", "字典刚刚由其他人改过，没有保存您的修改。请刷新后核对再保存。");

    public static bool MayKeep(Actor actor) => SaveProfile.MayKeep(actor);

    /// <param name="basedOn">The number the page showed; 0 for a new entry.</param>
    public Task<Outcome> ElementAsync(DataElement element, int basedOn, Act act, CancellationToken ct) => SaveAsync(EntryKind.Element, element.Key, element.Name, element, basedOn, act, (d, found) =>
    {
        if (d.Group(element.Group) is null)
        {
            found.Add(Problem.Invalid("catalogue.element-group", "请选择要素所属的组别；没有合适的，先新增组别。", nameof(element.Group)));
        }

        found.AddRange(FormChecks.Check(Alone(element)).Select(p => p with { Field = nameof(element.Key) }));
        return d with { Elements = [.. d.Elements.Where(e => e.Key != element.Key), element] };
    }, ct);

    public Task<Outcome> GroupAsync(ElementGroup group, int basedOn, Act act, CancellationToken ct) => SaveAsync(EntryKind.Group, group.Key, group.Title, group, basedOn, act, (d, found) =>
    {
        found.AddRange(FormChecks.Check(Alone(null) with { Sections = [new FormSection { Key = group.Key, Title = group.Title, Repeat = group.Repeat, Fields = [Some] }] })
            .Select(p => p with { Field = nameof(group.Key) }));
        return d with { Groups = [.. d.Groups.Where(g => g.Key != group.Key), group] };
    }, ct);

    public Task<Outcome> RelationAsync(ElementRelation relation, int basedOn, Act act, CancellationToken ct) =>
        SaveAsync(EntryKind.Relation, relation.Key, relation.Target + " " + relation.Kind, relation, basedOn, act, (d, found) =>
        {
            if (d.Element(relation.Target) is null)
            {
                found.Add(Problem.Invalid("catalogue.relation-target", "请选择这条关系约束的要素。", nameof(relation.Target)));
            }

            if (RuleText.Parse(relation.When) is not { } rule)
            {
                found.Add(Problem.Invalid("catalogue.relation-rule", "请填写条件，例如：documentType = 111。", nameof(relation.When)));
            }
            else if (RuleText.Names(rule).FirstOrDefault(n => !Rule.HouseNames.Contains(n) && d.Element(n) is null) is { } unknown)
            {
                found.Add(Problem.Invalid("catalogue.relation-unknown", $"条件里的“{unknown}”不是字典里的要素，请核对标识。", nameof(relation.When)));
            }

            return d with { Relations = [.. d.Relations.Where(r => r.Key != relation.Key), relation] };
        }, ct);

    /// <summary>No longer offered. Items that use it keep their published forms and are told when they publish next.</summary>
    public async Task<Outcome> RetireAsync(EntryKind kind, string key, int basedOn, Act act, CancellationToken ct)
    {
        if (!MayKeep(act.Actor))
        {
            return NotYours;
        }

        if (string.IsNullOrWhiteSpace(act.Reason))
        {
            return Problem.Invalid("catalogue.reason-missing", "请写明停用的理由。", "Reason");
        }

        var d = await dictionaries.CurrentAsync(ct);
        if (kind == EntryKind.Group && d.In(key).Any())
        {
            return Problem.Conflict("catalogue.group-in-use", $"这个组别里还有 {d.In(key).Count()} 个要素，请先把它们移到其他组别或停用。");
        }

        var name = kind switch { EntryKind.Element => d.Element(key)?.Name, EntryKind.Group => d.Group(key)?.Title, _ => d.Relations.FirstOrDefault(r => r.Key == key)?.Target };
        if (name is null)
        {
            return Problem.NotFound("catalogue.entry-unknown", "字典里没有这一条，可能已经停用。");
        }

        return await AddAsync(d, kind, key, basedOn + 1, name, "{}", true, act, ct);
    }

    private async Task<Outcome> SaveAsync<T>(
        EntryKind kind, string key, string name, T value, int basedOn, Act act, Func<ElementDictionary, List<Problem>, ElementDictionary> change, CancellationToken ct)
    {
        if (!MayKeep(act.Actor))
        {
            return NotYours;
        }

        var d = await dictionaries.CurrentAsync(ct);
        if (d.Numbers.GetValueOrDefault((kind, key)) is var now && now != basedOn)
        {
            return basedOn == 0 ? Problem.Invalid("catalogue.entry-taken", $"标识“{key}”已经用过，请换一个。", "Key") : Meanwhile;
        }

        var found = new List<Problem>();
        var changed = change(d, found);
        if (found.Count == 0)
        {
            found.AddRange(DictionaryCheck.Of(changed).Except(DictionaryCheck.Of(d)));
        }

        return found.Count > 0
            ? Outcome.Refused(found)
            : await AddAsync(d, kind, key, basedOn + 1, name, JsonSerializer.Serialize(value, EntryJson.Options), false, act, ct);
    }

    /// <param name="judged">What the change was judged against.</param>
    private async Task<Outcome> AddAsync(ElementDictionary judged, EntryKind kind, string key, int number, string name, string body, bool retired, Act act, CancellationToken ct)
    {
        var entry = DictionaryEntry.Of(kind, key, number, judged.Edition + 1, name, body, retired, act);
        db.Add(entry);
        db.Record(entry, act, retired ? "element-retired" : "element-saved", new { kind = kind.ToString(), key, number, body });
        return await db.SaveAsync(ct, AtOnce);
    }

    private static readonly FormField Some = new() { Key = "someField", Label = "字段", Type = FieldType.Text };

    private static FormDefinition Alone(DataElement? element) => new()
    {
        Key = "dictionary",
        Title = "数据要素",
        Sections = [new FormSection { Key = "dictionary", Title = "数据要素", Fields = [element?.ToField() ?? Some] }],
    };
}
