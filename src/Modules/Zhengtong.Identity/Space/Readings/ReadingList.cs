using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Readings;

/// <summary>Who looked at a party's data unmasked, and which systems were told of them, newest first, by key (18.13). Names of people are masked; where they work is not.</summary>
internal sealed class ReadingList(Database db)
{
    public const int PageSize = 30;
    private const string Export = ReadingsPageModel.Path + "/export";
    private static readonly string[] Heads = ["时间", "谁", "看了什么", "用途"];

    internal sealed record Row(Guid Id, DateTime At, string Who, string What, string Purpose);

    internal sealed record Page(IReadOnlyList<Row> Rows, Guid? Before);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Export, ExportAsync).RequireAuthorization(Policies.Applicant);

    public async Task<Page> PageAsync(Party party, Guid reader, Guid? before, int take, CancellationToken ct)
    {
        var id = party.Mandate is null ? party.Id : Guid.Empty;
        var readings = db.Set<PersonalDataReading>().AsNoTracking().Where(r => r.PartyId == id);
        readings = before is { } last ? readings.Where(r => r.Id < last) : readings;
        var found = await readings.OrderByDescending(r => r.Id).Take(take + 1).ToListAsync(ct);
        return new Page([.. found.Take(take).Select(r => new Row(r.Id, r.At, Who(r, reader), r.What, r.Purpose))], found.Count > take ? found[take - 1].Id : null);
    }

    /// <summary>All, read page by page as they are asked for.</summary>
    public async IAsyncEnumerable<Row> AllAsync(Party party, Guid reader, [EnumeratorCancellation] CancellationToken ct)
    {
        const int portion = 500;
        Page? page = null;
        do
        {
            page = await PageAsync(party, reader, page?.Before, portion, ct);
            foreach (var row in page.Rows)
            {
                yield return row;
            }
        }
        while (page.Before is not null);
    }

    /// <param name="reader">Who looks at the list: his own name is no secret to him.</param>
    private static string Who(PersonalDataReading r, Guid reader) => r.ReaderKind switch
    {
        _ when r.ReaderId == reader => "您本人",
        ActorKind.Staff => string.Join(' ', ((string[])[r.ReaderOrganisation, r.ReaderPost, Mask.Name(r.ReaderName)]).Where(t => t.Length > 0)),
        ActorKind.Applicant => $"{Mask.Name(r.ReaderName)}（为您单位办事的人）",
        _ => r.ReaderOrganisation.Length > 0 ? $"{r.ReaderName}（{r.ReaderOrganisation}的系统）" : r.ReaderName,
    };

    private static Task<IResult> ExportAsync(HttpContext http, ReadingList list, CancellationToken ct) => ExcelSheet.FileAsync(
        "谁看过我的数据", "条", Heads,
        list.AllAsync(http.User.Party()!, http.User.Actor()!.Id, ct).Select(r => (IReadOnlyList<string>)[LegalDay.Moment(r.At), r.Who, r.What, r.Purpose]),
        ct);
}
