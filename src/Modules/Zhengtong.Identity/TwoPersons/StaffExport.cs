using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.TwoPersons;

/// <summary>The list of all staff as a sheet, for who asked for it and was allowed to, within the days that a dangerous act lives. Each taking is recorded.</summary>
internal static class StaffExport
{
    private static readonly string[] Heads = ["账号", "姓名", "所在单位", "岗位", "动态口令", "状态"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(AskTwo.List + "/{id:guid}/file", FileAsync)
        .RequireAuthorization(Policies.Administrator).RequireRateLimiting(CostlyWork.Exports);

    public static bool MayTake(DangerousAct asked, Actor actor, DateTime now) =>
        asked is { Kind: DangerousKind.ExportStaff, ApprovedAt: { } at } && asked.AskedById == actor.Id && now < at + DangerousAct.Waits;

    private static async Task<IResult> FileAsync(Guid id, HttpContext http, Database db, StaffList list, TimeProvider clock, CancellationToken ct)
    {
        var act = http.Act(clock);
        var region = act.Actor.Post!.RegionCode;
        if (await db.Set<DangerousAct>().SingleOrDefaultAsync(a => a.Id == id && a.RegionCode.StartsWith(region), ct) is not { } asked || !MayTake(asked, act.Actor, act.At))
        {
            return Results.NotFound();
        }

        db.Record(asked, act, "staff-exported");
        return (await db.SaveAsync(ct)).Ok ? await ExcelSheet.FileAsync("人员名册", "人", Heads, list.SheetAsync(act.Actor, ct), ct) : Results.Conflict();
    }
}
