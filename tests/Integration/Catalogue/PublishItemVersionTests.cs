using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue;

public sealed class PublishItemVersionTests
{
    private const string Code = "511A0017200012-511602000000-000-115113016823646795-1-00";

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task A_second_version_comes_in_force_at_once_and_the_first_stays_for_its_cases(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        var catalogue = host.Services.GetRequiredService<ICatalogue>();

        var first = await PublishAsync(host, CatalogueStage.Request(Code), ct);
        var inForce = await catalogue.FindAsync(Code, ct);
        var second = await PublishAsync(host, CatalogueStage.Request(Code, "娱乐场所设立许可"), ct);

        Assert.Equal(first, inForce!.VersionId);
        Assert.Equal((second, 2), ((await catalogue.FindAsync(Code, ct))!.VersionId, (await catalogue.FindAsync(Code, ct))!.Version));
        Assert.Equal("娱乐场所设立审批", (await catalogue.VersionAsync(first, ct)).Name);
        await host.InDatabaseAsync(async db =>
        {
            var item = await db.Set<Item>().SingleAsync(ct);
            Assert.Null(Trace.Check(item, await db.TraceOfAsync(item.Id, ct)));
            Assert.Equal(2, item.TraceCount);
            Assert.Equal("娱乐场所设立许可", (await db.Set<ItemIndex>().SingleAsync(ct)).Name);
            Assert.Equal(2, await db.Set<OutboxEvent>().CountAsync(e => e.Type == nameof(ItemPublished), ct));
            return true;
        });
    }

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task A_published_version_can_neither_be_changed_nor_deleted(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        await PublishAsync(host, CatalogueStage.Request(Code), ct);
        Assert.All(typeof(ItemVersion).GetProperties(), p => Assert.False(p.SetMethod?.IsPublic ?? false, p.Name));

        foreach (var property in typeof(ItemVersion).GetProperties().Select(p => p.Name))
        {
            await host.InDatabaseAsync(async db =>
            {
                var version = await db.Set<ItemVersion>().SingleAsync(ct);
                var written = property == nameof(ItemVersion.Id) ? null : db.Entry(version).Property(property);
                if (written is not null)
                {
                    written.IsModified = true;
                    await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(ct));
                }

                return true;
            });
        }

        await host.InDatabaseAsync(async db =>
        {
            db.Remove(await db.Set<ItemVersion>().SingleAsync(ct));
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(ct));
            return true;
        });
    }

    [Theory, EachDatabase, Requirement("02.02", "02.04")]
    public async Task A_version_made_here_with_a_catch_all_or_without_a_source_channel_is_refused(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        var request = CatalogueStage.Request(Code);
        var content = request.Content with { Materials = [new ItemMaterial { Key = "m1", Name = "法律、法规规定的其他材料" }] };

        var outcome = await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request with { Content = content }, host.Act(), ct));

        Assert.Equal(["catalogue.catch-all", "catalogue.source-missing"], outcome.Problems.Select(p => p.Code));
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<Item>().CountAsync(ct)));
    }

    [Theory, EachDatabase]
    public async Task A_version_planned_for_later_waits_for_its_day_in_Beijing(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        var catalogue = host.Services.GetRequiredService<ICatalogue>();
        var first = await PublishAsync(host, CatalogueStage.Request(Code), ct);
        var second = await PublishAsync(host, CatalogueStage.Request(Code) with { PlanEffective = new DateOnly(2026, 3, 3) }, ct);

        Assert.Equal(first, (await catalogue.FindAsync(Code, ct))!.VersionId);
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 16, 0, 1, TimeSpan.Zero));
        Assert.Equal(second, (await catalogue.FindAsync(Code, ct))!.VersionId);
    }

    private static async Task<Guid> PublishAsync(TestHost host, PublishRequest request, CancellationToken ct) =>
        (await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request, host.Act(), ct))).Value;
}
