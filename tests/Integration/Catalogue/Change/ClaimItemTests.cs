using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

public sealed class ClaimItemTests
{
    [Theory, EachDatabase, Requirement("01.13", "01.14")]
    public async Task A_department_claims_a_part_of_the_splitting_standard_under_a_generated_code_and_inherits_every_element(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync("510107002000@5116", "饮用水供水单位卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null, KeepingStage.Content() with { HandlingItems = [new("01", "新办"), new("02", "延续")] });
        Assert.Equal("catalogue.claim-split", (await ClaimAsync(stage, "editor2", null)).Problems[0].Code);

        var id = (await ClaimAsync(stage, "editor2", "02")).Value;
        var change = await stage.ChangeAsync(id);

        Assert.Equal(("11511301008778490F451010700200002", "饮用水供水单位卫生许可（延续）"), (change.Code, change.Name));
        Assert.Equal(KeepingStage.Content().LegalBasis, ItemContent.FromJson(change.Content).LegalBasis);
        await stage.WriteAsync("editor2", id, c => c);
        await stage.SubmitAsync("editor2", id);
        await stage.CheckAsync("manager1", id);
        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);
        var item = await stage.ItemAsync(change.Code);
        Assert.Equal(((await stage.ItemAsync("510107002000@5116")).Id, 1, 4, ItemStatus.InUse), (item.ParentId!.Value, item.ParentVersion, item.Level, item.Status));
        Assert.Equal("catalogue.code-taken", (await ClaimAsync(stage, "editor2", "02")).Problems[0].Code);
    }

    [Theory, EachDatabase]
    public async Task An_organisation_without_a_credit_code_gets_no_code_and_an_editor_none_for_others(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var approval = await stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == DemoPeople.ApprovalOffice).Select(o => o.Id).SingleAsync());

        var refused = await stage.DoAsync<ClaimItem, Outcome<Guid>>("manager1", (c, act) => c.TakeOverAsync(KeepingStage.Entry, approval, null, act, default));
        Assert.Equal("catalogue.claim-credit-code", refused.Problems[0].Code);
        var city = await stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == DemoPeople.CityOffice).Select(o => o.Id).SingleAsync());
        var upward = await stage.DoAsync<ClaimItem, Outcome<Guid>>("manager1", (c, act) => c.TakeOverAsync(KeepingStage.Entry, city, null, act, default));
        Assert.Equal("catalogue.claim-organisation", upward.Problems[0].Code);
    }

    [Theory, EachDatabase, Requirement("01.08", "01.09", "01.12")]
    public async Task A_city_registers_a_public_service_of_water_supply_under_the_next_free_code_of_its_province(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var code = await stage.Host.InScopeAsync(s => s.GetRequiredService<ClaimItem>().SuggestAsync("5116", "20", "17", default));
        Assert.Equal("512017001000", code);
        var wrong = await stage.DoAsync<ClaimItem, Outcome<Guid>>("city1", (c, act) => c.NewEntryAsync(KeepingStage.Wish("用水报装"), "002017001000", "17", act, default));
        Assert.Equal("catalogue.entry-segments", wrong.Problems[0].Code);
        Assert.Equal("catalogue.entry-code", (await stage.DoAsync<ClaimItem, Outcome<Guid>>("city1", (c, act) => c.NewEntryAsync(KeepingStage.Wish("用水报装"), "5120", "17", act, default))).Problems[0].Code);

        var id = (await stage.DoAsync<ClaimItem, Outcome<Guid>>("city1", (c, act) => c.NewEntryAsync(KeepingStage.Wish("用水报装"), code, "17", act, default))).Value;
        await stage.WriteAsync("city1", id, c => c with { ServiceObject = "自然人、企业法人" });
        await stage.SubmitAsync("city1", id);
        await stage.CheckAsync("city2", id);
        Assert.Equal("catalogue.change-not-yours", (await stage.ApproveAsync("city1", id)).Problems[0].Code);
        Assert.Equal("512017002000", await stage.Host.InScopeAsync(async s =>
        {
            await stage.PublishAsync("512017001000@5116", "用水报装", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
            return await s.GetRequiredService<ClaimItem>().SuggestAsync("5116", "20", "17", default);
        }));
    }

    private static Task<Outcome<Guid>> ClaimAsync(KeepingStage stage, string login, string? serial) =>
        stage.DoAsync<ClaimItem, Outcome<Guid>>(login, (c, act) => c.TakeOverAsync("510107002000@5116", null, serial, act, default));
}
