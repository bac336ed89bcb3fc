using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Adjustment = Zhengtong.Catalogue.Model.PermissionAdjustment;

namespace Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;

/// <summary>A county office that gives an item to a town, with the people who may and may not.</summary>
internal sealed class PowerStage(WindowStage window) : IAsyncDisposable
{
    public const string Town = "广安区协兴镇便民服务中心";
    public const string TownRegion = "511602101";

    public WindowStage Window => window;

    public TestHost Host => window.Host;

    private int _published;

    public Guid Batch { get; private set; }

    public OrganisationInfo Receiver { get; private set; } = null!;

    public Actor TownEditor => new(new Guid("01900000-0000-7000-8000-00000000f001"), "镇事项专员", ActorKind.Staff, new Post(Guid.CreateVersion7(), Roles.ItemEditor, Receiver.Id, Town, TownRegion));

    public static async Task<PowerStage> StartAsync(Engine engine, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? adjust = null)
    {
        var stage = new PowerStage(await WindowStage.StartAsync(engine, adjust: adjust));
        await stage.PrepareAsync();
        return stage;
    }

    public async Task PrepareAsync()
    {
        Receiver = await Host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            var town = await s.GetRequiredService<IOrganisations>().EnsureAsync(db, Town, "11511602MADEM0B01", TownRegion, Host.Clock.GetUtcNow().UtcDateTime, default);
            await db.SaveChangesAsync();
            return town;
        });
        Batch = await window.DoAsync<OpenBatch, Guid>((o, act) => o.HandleAsync(new() { Name = "2026年上半年", From = new(2026, 3, 1), To = new(2026, 5, 31) }, act, default), "city1");
    }

    public Task<Guid> ApplyAsync(AdjustmentKind kind = AdjustmentKind.Delegate, bool keeps = false, ZoneKind zone = ZoneKind.None) => window.DoAsync<ApplyAdjustment, Guid>(
        (a, act) => a.HandleAsync(Batch, new() { Kind = kind, Codes = window.Item.Code, Receivers = [Receiver.Id], Zone = zone, GiverKeeps = keeps, Power = "全部办理权限", Reason = "方便就近办理" }, act, default), "editor1");

    /// <summary>Through both gates, approval, the power list and into effect, by the people whose it is.</summary>
    public async Task PutInEffectAsync(Guid id)
    {
        await LinkAsync(id);
        await DoneAsync<PutInEffect>((e, act) => e.HandleAsync(id, act, default), "manager2");
    }

    /// <summary>Up to where it waits to come into effect.</summary>
    /// <returns>The version of the power list that was published for it.</returns>
    public async Task<Guid> LinkAsync(Guid id)
    {
        var receiver = await Host.InDatabaseAsync(db => db.Set<AdjustmentReceiver>().Where(r => r.AdjustmentId == id).Select(r => r.Id).SingleAsync());
        await DoneAsync<PassGates>((g, act) => g.AssessAsync(id, new() { Receiver = receiver, People = 90, Place = 80, Equipment = 70, Training = 60, Capable = true, Conclusion = "具备" }, Document(), act, default), "manager1");
        await DoneAsync<PassGates>((g, act) => g.ReviewAsync(id, new() { Lawful = true, Basis = "《中华人民共和国行政许可法》第二十四条", Conclusion = "合法" }, Document(), act, default), "manager1");
        await DoneAsync<DecideAdjustment>((d, act) => d.ApproveAsync(id, act, default), "manager2");
        var version = await PublishPowersAsync(await CodeOfAsync(id));
        await DoneAsync<DecideAdjustment>((d, act) => d.LinkAsync(id, new() { Version = version }, act, default), "manager2");
        return version;
    }

    /// <summary>The code of the item that is given, or comes back.</summary>
    private Task<string> CodeOfAsync(Guid id) => Host.InDatabaseAsync(db => db.Set<AdjustmentItem>().Where(i => i.AdjustmentId == id).Select(i => i.Code).SingleAsync());

    /// <summary>The power list of a region says something new of an item, put forward by one manager and approved by another.</summary>
    public async Task<Guid> PublishPowersAsync(string code, string first = "city1", string second = "city2")
    {
        var list = RegisterLists.Find(RegisterLists.Power)!;
        Host.Clock.Advance(TimeSpan.FromSeconds(10));
        var region = first == "city1" ? "5116" : DemoPeople.Region;
        var entry = await Host.InDatabaseAsync(db => db.Set<RegisterEntry>().Where(e => e.List == RegisterLists.Power && e.RegionCode == region && e.Number == "T-1").Select(e => (Guid?)e.Id).SingleOrDefaultAsync());
        var input = new EntryInput
        {
            Number = "T-1", Name = "食品经营许可", Type = "01", Organisation = DemoPeople.MarketOffice, Fields = new() { ["basis"] = "《食品安全法》第三十五条", ["duties"] = $"第 {++_published} 次调整" },
        };
        var saved = await window.DoAsync<SaveEntry, Guid>((s, act) => s.HandleAsync(list, entry, input, act, default), first);
        if (!await Host.InDatabaseAsync(db => db.Set<ListMapping>().AnyAsync(m => m.EntryId == saved && m.TargetCode == code)))
        {
            await DoneAsync<MapEntry>((m, act) => m.AddAsync(list, saved, code, act, default), first);
        }

        return await PublishAsync(RegisterLists.Power, first, second);
    }

    public async Task<Guid> PublishAsync(string list, string first = "manager1", string second = "manager2")
    {
        var of = RegisterLists.Find(list)!;
        await window.DoAsync<PublishList, Guid>((p, act) => p.ProposeAsync(of, "随权限调整公布", act, default), first);
        return await window.DoAsync<PublishList, Guid>((p, act) => p.ApproveAsync(of, act, default), second);
    }

    public Task ManyOrganisationsAsync(int count) => Host.InDatabaseAsync(async db =>
    {
        for (var i = 0; i < count; i++)
        {
            db.Add(Organisation.Found($"广安区第{i}便民服务站", "", TownRegion, null, Act.Micro(Host.Clock.GetUtcNow().UtcDateTime)));
        }

        await db.SaveChangesAsync();
        return true;
    });

    /// <summary>Somebody of the town who can be told and can sign in nowhere.</summary>
    public Task<Guid> EmployAsync(string role) => Host.InDatabaseAsync(async db =>
    {
        var now = Act.Micro(Host.Clock.GetUtcNow().UtcDateTime);
        var staff = StaffMember.Employ("镇工作人员", Receiver.Id, now);
        db.Add(staff);
        db.Add(new StaffPost { Id = Guid.CreateVersion7(), StaffId = staff.Id, Role = role, OrganisationId = Receiver.Id, RegionCode = TownRegion, From = new DateOnly(2026, 1, 1) });
        await db.SaveChangesAsync();
        return staff.Id;
    });

    /// <summary>What somebody was told, in no order.</summary>
    public Task<List<Message>> ToldAsync(Guid staff) => Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().Where(m => m.PartyId == staff).ToListAsync());

    public async Task<IReadOnlyList<string>> TitlesAsync(string login) =>
        [.. (await ToldAsync((await window.ActAsync(login)).Actor.Id)).Select(m => m.Title).Order(StringComparer.Ordinal)];

    public Task DoneAsync<T>(Func<T, Act, Task<Outcome>> run, string login)
        where T : notnull => window.DoAsync<T, bool>(async (s, act) => await run(s, act) is { Ok: false } refused ? Outcome<bool>.Because(refused.Problems) : true, login);

    public Task<ItemGrant> GrantAsync() => Host.InDatabaseAsync(db => db.Set<ItemGrant>().AsNoTracking().SingleAsync());

    public Task<Adjustment> AdjustmentAsync(Guid id) => Host.InDatabaseAsync(db => db.Set<Adjustment>().AsNoTracking().SingleAsync(a => a.Id == id));

    public Task<Item> ItemAsync(Guid id) => Host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == id));

    /// <summary>Cases of an item, received and decided now.</summary>
    public Task CasesAsync(Guid itemId, Guid versionId, int count) => Host.InDatabaseAsync(async db =>
    {
        var now = Act.Micro(Host.Clock.GetUtcNow().UtcDateTime);
        for (var i = 0; i < count; i++)
        {
            db.Add(new Case
            {
                Id = Guid.CreateVersion7(now), Number = $"T{i:D4}{itemId.ToString("N")[^8..]}", DraftId = Guid.CreateVersion7(), ItemId = itemId, ItemVersionId = versionId, ItemName = "事项",
                OrganisationId = Receiver.Id, OrganisationName = Town, RegionCode = TownRegion, ApplicantId = Guid.CreateVersion7(), ApplicantKind = PartyKind.Person, ApplicantName = "某人",
                End = End.Window, Mode = i == 0 ? Mode.Commitment : Mode.Normal, Situation = "", ReceivedAt = now, AcceptedAt = now, DecidedAt = now, Granted = true, ClosedAt = now, Ending = Ending.Granted,
                DueOn = i == 1 ? new DateOnly(2026, 1, 1) : new DateOnly(2026, 12, 31),
            });
        }

        await db.SaveChangesAsync();
        return true;
    });

    public static PassGates.Document Document() => new(new MemoryStream(WindowStage.Png()), "结论.png");

    /// <summary>Posts a form of a page with a file, as a browser does.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string address, string handler, Dictionary<string, string> fields, bool file = true)
    {
        var page = await browser.PageAsync(address);
        using var content = new MultipartFormDataContent { { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        if (page.QuerySelector("main input[name=seen]")?.GetAttribute("value") is { } seen)
        {
            content.Add(new StringContent(seen), "seen");
        }

        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        if (file)
        {
            content.Add(new ByteArrayContent(WindowStage.Png()), "Document", "结论.png");
        }

        return await browser.PostAsync(new Uri($"{address}?handler={handler}", UriKind.Relative), content);
    }

    public ValueTask DisposeAsync() => window.DisposeAsync();
}
