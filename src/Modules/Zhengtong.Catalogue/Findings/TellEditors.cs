using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>推送: tells who keeps the items of an organisation that there is something to mend; where nobody does, the managers of the region (01.20, 02.08).</summary>
internal sealed class TellEditors(Database db, IMessages messages, IOrganisations organisations)
{
    public const string List = "/office/inspection";

    /// <summary>A large office is told through a few: its work list shows the findings to all.</summary>
    private const int MostTold = 10;

    /// <summary>After a publishing. One message a day, whatever else is published: an import must not fill an inbox.</summary>
    public async Task OfDayAsync(ItemPageRow item, int found, DateTime at, CancellationToken ct)
    {
        foreach (var staff in await KeepersAsync(item.OrganisationId, item.RegionCode, ct))
        {
            var key = $"inspect-day:{LegalDay.Of(at):yyyyMMdd}:{staff}";
            if (!await db.Set<Message>().AnyAsync(m => m.DedupeKey == key, ct))
            {
                messages.Send(db, new NewMessage(staff, "事项检测发现新问题", $"“{Short(item.Name)}”检出 {found} 个问题，请按期整改；今天检出的其他问题也在问题清单里。", key, List));
            }
        }
    }

    /// <summary>After a comparison with the entries above. One message a day, whatever else is compared: a change of the province's catalogue must not fill an inbox.</summary>
    public async Task OfAgreementAsync(Guid organisationId, string regionCode, int found, DateTime at, CancellationToken ct)
    {
        foreach (var staff in await KeepersAsync(organisationId, regionCode, ct))
        {
            var key = $"agreement-day:{LegalDay.Of(at):yyyyMMdd}:{staff}";
            if (!db.Set<Message>().Local.Any(m => m.DedupeKey == key) && !await db.Set<Message>().AnyAsync(m => m.DedupeKey == key, ct))
            {
                messages.Send(db, new NewMessage(staff, "事项与上级目录不一致", $"您单位有 {found} 个事项与上级目录不一致，请按期承接或者改为一致；今天比对出的其他问题也在问题清单里。", key, List));
            }
        }
    }

    /// <summary>After a run over everything.</summary>
    public Task OfRunAsync(Guid runId, Guid organisationId, string regionCode, int found, CancellationToken ct) =>
        SendAsync(organisationId, regionCode, "全量检测发现新问题", $"本次检测在您单位的事项里新发现 {found} 个问题，请到问题清单查看并按期整改。", $"inspect-run:{runId:N}:{organisationId:N}:{regionCode}", ct);

    public Task OfOverdueAsync(DateOnly today, Guid organisationId, string regionCode, int overdue, CancellationToken ct) =>
        SendAsync(organisationId, regionCode, "有问题超过整改期限", $"您单位有 {overdue} 个问题超过整改期限，请尽快整改后复检，或说明理由。", $"inspect-late:{today:yyyyMMdd}:{organisationId:N}:{regionCode}", ct);

    /// <summary>Something that came from a person, not from a machine.</summary>
    public Task OfFindingAsync(Finding finding, string title, CancellationToken ct) =>
        SendAsync(finding.OrganisationId, finding.RegionCode, title, $"“{Short(finding.ItemName)}”：{finding.Message}", $"finding:{finding.Id:N}", ct, List + "/" + finding.Id);

    private async Task SendAsync(Guid organisationId, string regionCode, string title, string body, string key, CancellationToken ct, string link = List)
    {
        foreach (var staff in await KeepersAsync(organisationId, regionCode, ct))
        {
            messages.Send(db, new NewMessage(staff, title, body, $"{key}:{staff}", link));
        }
    }

    private async Task<List<Guid>> KeepersAsync(Guid organisationId, string regionCode, CancellationToken ct)
    {
        var editors = await organisations.ColleaguesAsync(organisationId, [Roles.ItemEditor], ct);
        var told = editors.Count > 0 || regionCode.Length == 0 ? editors : await organisations.InRegionAsync(Roles.CatalogueManager, regionCode, ct);
        return [.. told.Select(c => c.StaffId).Distinct().Take(MostTold)];
    }

    private static string Short(string name) => name.Length <= 60 ? name : name[..59] + "…";
}
