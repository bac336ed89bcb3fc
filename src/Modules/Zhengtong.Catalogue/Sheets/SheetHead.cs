using System.Globalization;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>The cells that say which item and version a row is about, and what of an item is no part of its elements.</summary>
internal static class SheetHead
{
    public const string Code = "实施编码";
    public const string Version = "事项版本";
    public const string Region = "行政区划代码";
    public const string Organisation = "实施主体";
    public const string Name = "事项名称";
    public const string OrganisationCode = "实施主体编码";
    public const string CatalogueCode = "基本编码";
    public const string Status = "事项状态";
    public const string PlanEffective = "计划生效日期";
    public const string PlanCancel = "计划取消日期";

    public static readonly IReadOnlyList<(string Name, string National)> All =
    [
        (Code, "task_code"), (Version, "task_version"), (Region, "area_code"), (Organisation, "dept_name"), (Name, "task_name"),
        (OrganisationCode, "dept_code"), (CatalogueCode, "catalog_code"), (Status, "task_state"), (PlanEffective, "plan_effective_date"), (PlanCancel, "plan_cancel_date"),
    ];

    /// <summary>What only other pages change of an item that is there.</summary>
    public static readonly IReadOnlyList<string> ElsewhereChanged = [Region, Organisation, OrganisationCode, CatalogueCode, Status];

    public static string NationalOf(string name) => All.First(h => h.Name == name).National;
}

/// <summary>An item as the head of its row has it. Pure.</summary>
/// <param name="CreditCode">统一社会信用代码 of the organisation; empty while unknown.</param>
internal sealed record SheetStanding(Item Item, DateOnly? PlanEffective, DateOnly? PlanCancel, string CreditCode)
{
    public string Cell(string head, bool national) => head switch
    {
        SheetHead.Code => Item.Code,
        SheetHead.Version => Item.CurrentVersion.ToString(CultureInfo.InvariantCulture),
        SheetHead.Region => Item.RegionCode,
        SheetHead.Organisation => Item.OrganisationName,
        SheetHead.Name => Item.Name,
        SheetHead.OrganisationCode => CreditCode,
        SheetHead.CatalogueCode => Item.CatalogueCode,
        SheetHead.Status => national ? StateOf(Item.Status) : ChangeWords.Of(Item.Status),
        SheetHead.PlanEffective => SheetDay.Text(PlanEffective),
        SheetHead.PlanCancel => SheetDay.Text(PlanCancel),
        _ => throw new InvalidOperationException($"No head cell {head}."),
    };

    /// <summary>task_state: 1 在用 2 暂停 3 取消; the tables know no mere guide, which is in use as such.</summary>
    private static string StateOf(ItemStatus status) => status switch { ItemStatus.Paused => "2", ItemStatus.Cancelled => "3", _ => "1" };

    public static string CreditCodeOf(IReadOnlyDictionary<Guid, OrganisationInfo> organisations, Guid id) => organisations.TryGetValue(id, out var found) ? found.CreditCode : "";
}

/// <summary>Days in cells: written as 2026-06-01, read also as 20260601 (GB/T 39046). Pure.</summary>
internal static class SheetDay
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/M/d", "yyyy-M-d"];

    public static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static bool TryRead(string text, out DateOnly? day)
    {
        // An extract of a database has a time behind the day.
        day = DateOnly.TryParseExact(text.Split(' ', 'T')[0], Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || text.Length == 0;
    }

    /// <summary>The planned dates of the version that a row makes: those of the version in force (a day that has passed has been kept already), unless the row has others.</summary>
    /// <param name="planned">Whether the row has other dates.</param>
    public static (DateOnly? Effective, DateOnly? Cancel) Planned(SheetRow row, SheetStanding? before, DateOnly today, string file, List<RowFault> faults, out bool planned)
    {
        var effective = Read(row, SheetHead.PlanEffective, before?.PlanEffective, today, file, faults, out var later);
        var cancel = Read(row, SheetHead.PlanCancel, before?.PlanCancel, today, file, faults, out var sooner);
        planned = later || sooner;
        effective = effective > today ? effective : null;
        if (planned && effective >= cancel)
        {
            faults.Add(row.Fault(file, SheetHead.PlanCancel, "应晚于计划生效日期。"));
        }

        return (effective, cancel);
    }

    private static DateOnly? Read(SheetRow row, string head, DateOnly? before, DateOnly today, string file, List<RowFault> faults, out bool other)
    {
        other = row.Cells.TryGetValue(head, out var cell) && cell != Text(before);
        if (!other)
        {
            return before;
        }

        if (!TryRead(cell!, out var day))
        {
            faults.Add(row.Fault(file, head, $"“{cell}”不是日期，请写成 2026-06-01。"));
        }
        else if (day <= today && day != before)
        {
            faults.Add(row.Fault(file, head, head == SheetHead.PlanEffective ? "应为今天以后的日期；批准后立即生效的请留空。" : "应为今天以后的日期；立即取消的请到事项变更里办理。"));
        }

        other = day != before;
        return day;
    }
}
