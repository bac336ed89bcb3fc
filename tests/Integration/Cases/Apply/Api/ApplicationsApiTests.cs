using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Cases.Apply.Api;

/// <summary>An application by a program, over the same acts as the pages.</summary>
public sealed class ApplicationsApiTests
{
    private const string Path = "/api/applications";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.10", "03.11")]
    public async Task An_application_is_opened_filled_in_and_handed_in_once_however_often_it_is_sent(Engine engine)
    {
        await using var stage = await ApplyStage.StartAsync(engine);
        var program = await SignedInAsync(stage, "zhangsan");
        var made = await program.PostAsJsonAsync(Path, new { itemCode = ApplyStage.Code, situation = "shop", mode = "Normal" }, Ct);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var address = made.Headers.Location!.OriginalString;
        var revision = (await JsonAsync(made)).GetProperty("revision").GetInt32();

        using var answers = JsonDocument.Parse(StandardAnswers.Person);
        foreach (var section in answers.RootElement.EnumerateObject())
        {
            var put = await program.PutAsJsonAsync($"{address}/answers/{section.Name}", new { revision, answers = section.Value }, Ct);
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Ct));
            revision = (await JsonAsync(put)).GetProperty("revision").GetInt32();
        }

        foreach (var key in (string[])["id-card", "site-plan"])
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(ApplyStage.Pdf), "file", key + ".pdf" } };
            var attached = await program.PostAsync(new Uri($"{address}/materials/{key}/files", UriKind.Relative), form, Ct);
            Assert.True(attached.IsSuccessStatusCode, await attached.Content.ReadAsStringAsync(Ct));
            revision = (await JsonAsync(attached)).GetProperty("revision").GetInt32();
        }

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SubmitAsync(program, address, revision, "key-of-this-case")));
        Assert.All(all, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        var number = Assert.Single((await Task.WhenAll(all.Select(JsonAsync))).Select(j => j.GetProperty("case").GetProperty("number").GetString()!).Distinct());
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Case>().CountAsync(Ct)));

        var now = await JsonAsync(await program.GetAsync(new Uri(address, UriKind.Relative), Ct));
        Assert.Equal("submitted", now.GetProperty("status").GetString());
        Assert.Equal(number, now.GetProperty("case").GetProperty("number").GetString());
    }

    [Theory, EachDatabase]
    [Requirement("18.07", "18.13")]
    public async Task What_is_wrong_huge_hostile_or_not_ones_own_is_a_problem_with_a_code_and_changes_nothing(Engine engine)
    {
        await using var stage = await ApplyStage.StartAsync(engine);
        var program = await SignedInAsync(stage, "zhangsan");
        var address = (await program.PostAsJsonAsync(Path, new { itemCode = ApplyStage.Code, situation = "shop" }, Ct)).Headers.Location!.OriginalString;
        var id = Guid.Parse(address[(Path.Length + 1)..]);
        var before = await DraftAsync(stage, id);

        (string Address, HttpMethod Method, string Body, HttpStatusCode Status, string Code)[] bad =
        [
            (Path, HttpMethod.Post, "{", HttpStatusCode.BadRequest, "platform.body-invalid"),
            (Path, HttpMethod.Post, "[]", HttpStatusCode.BadRequest, "platform.body-invalid"),
            (Path, HttpMethod.Post, "{}", HttpStatusCode.BadRequest, "platform.body-invalid"),
            (Path, HttpMethod.Post, """{"itemCode":"x","partyId":"me"}""", HttpStatusCode.BadRequest, "platform.body-invalid"),
            (Path, HttpMethod.Post, """{"itemCode":"no-such-item"}""", HttpStatusCode.NotFound, "cases.item-not-offered"),
            (Path, HttpMethod.Post, new string('[', 100_000), HttpStatusCode.BadRequest, "platform.body-invalid"),
            (Path, HttpMethod.Post, $$$$"""{"itemCode":"{{{{new string('x', 300_000)}}}}"}""", HttpStatusCode.BadRequest, "platform.body-too-large"),
            ($"{address}/answers/applicant", HttpMethod.Put, $$$$"""{"revision":{{{{before.Revision}}}},"answers":{"name":{"$ne":1}}}""", HttpStatusCode.BadRequest, "cases.answers-shape"),
            ($"{address}/answers/applicant", HttpMethod.Put, $$$$"""{"revision":{{{{before.Revision}}}},"answers":[1]}""", HttpStatusCode.BadRequest, "cases.answers-shape"),
            ($"{address}/answers/applicant", HttpMethod.Put, $$$$"""{"revision":{{{{before.Revision}}}},"answers":{"x.y[0]":"z"}}""", HttpStatusCode.BadRequest, "forms.unknown-field"),
            ($"{address}/answers/applicant", HttpMethod.Put, $$$$"""{"revision":{{{{before.Revision}}}},"answers":{"name":"{{{{new string('长', 60_000)}}}}"}}""", HttpStatusCode.BadRequest, "forms.too-long"),
            ($"{address}/answers/applicant", HttpMethod.Put, $$$$"""{"revision":{{{{before.Revision - 1}}}},"answers":{"name":"张三"}}""", HttpStatusCode.Conflict, "cases.draft-stale"),
            ($"{address}/answers/nowhere", HttpMethod.Put, $$$$"""{"revision":{{{{before.Revision}}}},"answers":{}}""", HttpStatusCode.NotFound, "cases.no-such-section"),
            ($"{address}/materials/id-card/files", HttpMethod.Post, "{}", HttpStatusCode.BadRequest, "platform.file-missing"),
            ($"{address}/submit", HttpMethod.Post, $$$$"""{"revision":{{{{before.Revision}}}}}""", HttpStatusCode.BadRequest, "cases.idempotency-key-missing"),
            ($"{Path}/{Guid.NewGuid()}/submit", HttpMethod.Post, "{}", HttpStatusCode.NotFound, "cases.draft-gone"),
        ];
        foreach (var (to, method, body, status, code) in bad)
        {
            await IsProblemAsync(await SendAsync(program, method, to, body), status, code);
        }

        await IsProblemAsync(await SubmitAsync(program, address, before.Revision, "key-too-early"), HttpStatusCode.BadRequest, null);
        using var page = new MultipartFormDataContent { { new ByteArrayContent("<script>alert(1)</script>"u8.ToArray()), "file", "a.pdf" } };
        await IsProblemAsync(await program.PostAsync(new Uri($"{address}/materials/id-card/files", UriKind.Relative), page, Ct), HttpStatusCode.BadRequest, null);

        // Without the header that another site cannot set, or without a session, nothing is read at all.
        var forged = await stage.SignedInAsync("zhangsan");
        await IsProblemAsync(await SendAsync(forged, HttpMethod.Post, Path, "{}"), HttpStatusCode.BadRequest, "platform.form-token-missing");
        await IsProblemAsync(await stage.Host.Browser().GetAsync(new Uri(address, UriKind.Relative), Ct), HttpStatusCode.Unauthorized, "platform.http-401");
        var other = await SignedInAsync(stage, "lisi");
        await IsProblemAsync(await other.GetAsync(new Uri(address, UriKind.Relative), Ct), HttpStatusCode.NotFound, "cases.draft-gone");
        await IsProblemAsync(await SendAsync(other, HttpMethod.Put, $"{address}/answers/applicant", "{}"), HttpStatusCode.NotFound, "cases.draft-gone");

        var after = await DraftAsync(stage, id);
        Assert.Equal((before.Revision, before.Answers, before.Materials), (after.Revision, after.Answers, after.Materials));
        Assert.Equal((1, 0), await stage.Host.InDatabaseAsync(async db => (await db.Set<Draft>().CountAsync(Ct), await db.Set<Case>().CountAsync(Ct))));
    }

    [Fact]
    public async Task The_interface_is_described_as_OpenAPI()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var described = await JsonAsync(await host.Browser().GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct));
        var paths = described.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/applications/{id}/submit", paths);
        Assert.All(paths, p => Assert.StartsWith("/api/", p, StringComparison.Ordinal));
    }

    private static async Task<HttpClient> SignedInAsync(ApplyStage stage, string login)
    {
        var program = await stage.SignedInAsync(login);
        var token = (await JsonAsync(await program.GetAsync(new Uri(Path + "/form-token", UriKind.Relative), Ct))).GetProperty("token").GetString();
        program.DefaultRequestHeaders.Add("X-Form-Token", token);
        return program;
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient program, string address, int revision, string key) =>
        SendAsync(program, HttpMethod.Post, address + "/submit", $$$$"""{"revision":{{{{revision}}}}}""", key);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient program, HttpMethod method, string address, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await program.SendAsync(request, Ct);
    }

    private static async Task IsProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string? code)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == status, $"{answer.RequestMessage!.RequestUri} {answer.StatusCode} {text[..Math.Min(300, text.Length)]}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        var said = problem.RootElement.GetProperty("code").GetString();
        Assert.Equal(code ?? said, said);
        Assert.Matches("^[a-z]+\\.[a-z0-9-]+$", said);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static Task<Draft> DraftAsync(ApplyStage stage, Guid id) => stage.Host.InDatabaseAsync(db => db.Set<Draft>().AsNoTracking().SingleAsync(d => d.Id == id, Ct));
}
