using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Catalogue.Browse;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>A province, a city and a county with the people who keep their items: an entry of the city's catalogue and an item of the county's health office bound to it.</summary>
internal sealed class KeepingStage : IAsyncDisposable
{
    public const string Entry = "510107001000@5116";
    public const string Item = "11511301008778490F4510107001000";

    private readonly Dictionary<string, Actor> _actors = [];

    private KeepingStage(TestHost host) => Host = host;

    public TestHost Host { get; }

    public static async Task<KeepingStage> StartAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null)
    {
        var stage = new KeepingStage(await SignInKit.StartDemoAsync(engine, adjust));
        await SomeItems.AddRegionsAsync(stage.Host);
        await new CaseWorld(stage.Host).LoadCalendarAsync();
        await stage.PublishAsync(Entry, "公共场所卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
        await stage.PublishAsync(Item, "公共场所卫生许可", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, Entry);
        return stage;
    }

    public async Task PublishAsync(string code, string name, ItemKind kind, string region, string organisation, string? parent, ItemContent? content = null, DateOnly? effective = null)
    {
        var published = await Host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Zhengtong.Platform.Persistence.Database>();
            var own = await db.Set<Organisation>().SingleAsync(o => o.Name == organisation);
            var above = parent is null ? null : await db.Set<Zhengtong.Catalogue.Model.Item>().SingleAsync(i => i.Code == parent);
            var request = new PublishRequest(code, name, own.Id, own.Name, region, region, content ?? Content(), "test") { Kind = kind, Parent = above, PlanEffective = effective };
            return await s.GetRequiredService<PublishItemVersion>().PublishAsync(request, Act.BySystem("test", Host.Clock.GetUtcNow().UtcDateTime), CancellationToken.None);
        });
        _ = published.Value;
    }

    public static ItemContent Content() => CatalogueStage.Content() with
    {
        LegalBasis = ["《公共场所卫生管理条例》第四条"],
        StatutoryLimit = new TimeLimit(20),
        PromisedLimit = new TimeLimit(10),
        Result = new ItemResult { Name = "公共场所卫生许可证", KindCode = "1", Sample = "sample.pdf" },
    };

    /// <summary>A public service that a regulation sets up.</summary>
    public static EntryWish Wish(string name) => new() { Name = name, TypeCode = "20", Supervisor = "广安市住房和城乡建设局", Basis = "《四川省城镇供水条例》第二十条" };

    public async Task<Act> ActAsync(string login)
    {
        if (!_actors.TryGetValue(login, out var actor))
        {
            actor = _actors[login] = await Host.InDatabaseAsync(async db =>
            {
                var account = await db.Set<Account>().SingleAsync(a => a.Login == login);
                var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == account.StaffId);
                var post = await db.Set<StaffPost>().FirstAsync(p => p.StaffId == member.Id);
                var organisation = await db.Set<Organisation>().SingleAsync(o => o.Id == post.OrganisationId);
                return new Actor(member.Id, member.Name, ActorKind.Staff, new Post(post.Id, post.Role, organisation.Id, organisation.Name, post.RegionCode));
            });
        }

        return new Act(actor, null, End.Pc, "", Act.Micro(Host.Clock.GetUtcNow().UtcDateTime));
    }

    public async Task<T> DoAsync<TSlice, T>(string login, Func<TSlice, Act, Task<T>> run)
        where TSlice : notnull
    {
        var act = await ActAsync(login);
        return await Host.InScopeAsync(s => run(s.GetRequiredService<TSlice>(), act));
    }

    public async Task<Guid> BeginAsync(string login, string code, ChangeKind kind = ChangeKind.Change, string? onAccountOf = null, bool withdraw = false) =>
        (await DoAsync<DraftChange, Outcome<Guid>>(login, (d, act) => d.BeginAsync(code, kind, onAccountOf, act, CancellationToken.None, withdraw))).Value;

    public async Task<Outcome> WriteAsync(string login, Guid id, Func<ItemContent, ItemContent> edit, string? name = null, string reason = "《川府发〔2026〕1号》", DateOnly? effective = null)
    {
        var change = await ChangeAsync(id);
        return await DoAsync<DraftChange, Outcome>(login, (d, act) =>
            d.WriteAsync(id, change.Revision, name ?? change.Name, edit(ItemContent.FromJson(change.Content)), effective, null, reason, act, CancellationToken.None));
    }

    /// <summary>Submitted by its author, checked by one manager of the county, approved by the other.</summary>
    public async Task<Outcome> PassAsync(string login, Guid id) =>
        await SubmitAsync(login, id) is { Ok: false } notSubmitted ? notSubmitted : await CheckAsync("manager1", id) is { Ok: false } notChecked ? notChecked : await ApproveAsync("manager2", id);

    public Task<Outcome> SubmitAsync(string login, Guid id) => DoAsync<AnswerChange, Outcome>(login, (a, act) => a.SubmitAsync(id, act, CancellationToken.None));

    public Task<Outcome> CheckAsync(string login, Guid id) => DoAsync<AnswerChange, Outcome>(login, (a, act) => a.CheckAsync(id, "同意", act, CancellationToken.None));

    public Task<Outcome> ApproveAsync(string login, Guid id) => DoAsync<AnswerChange, Outcome>(login, (a, act) => a.ApproveAsync(id, act, CancellationToken.None));

    public Task<Outcome> ReturnAsync(string login, Guid id, string reason) => DoAsync<AnswerChange, Outcome>(login, (a, act) => a.ReturnAsync(id, reason, act, CancellationToken.None));

    public Task<ItemChange> ChangeAsync(Guid id) => Host.InDatabaseAsync(db => db.Set<ItemChange>().AsNoTracking().SingleAsync(c => c.Id == id));

    public Task<Zhengtong.Catalogue.Model.Item> ItemAsync(string code = Item) => Host.InDatabaseAsync(db => db.Set<Zhengtong.Catalogue.Model.Item>().AsNoTracking().SingleAsync(i => i.Code == code));

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
