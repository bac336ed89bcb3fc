using System.Net;
using System.Text.RegularExpressions;
using Zhengtong.Identity.Contracts;

namespace Zhengtong.Bench;

/// <summary>People who come back to their own browsers, sixteen at once, without a pause: from the sent form to the session.</summary>
internal static partial class SignIns
{
    private const string Page = "/account/sign-in";

    public static async Task<Measure> MeasureAsync(Uri root, IReadOnlyList<string> logins, string store, Lengths length)
    {
        var people = await Task.WhenAll(logins.Select(login => KnownAsync(root, login)));
        await Warm.UntilSteadyAsync(async seconds => (await RunAsync(seconds)).PerSecond);
        return new Measure($"p95 of signing in, {logins.Count} people at once, {store}", (await RunAsync(length.Pages)).P95, 50, " ms", AtMost: true, "without the hashing of the password");

        Task<Callers.Reached> RunAsync(int seconds) => Callers.RunAsync(root, "POST", Page, (int)HttpStatusCode.Redirect, people, seconds);
    }

    /// <returns>Who has signed in once, by which his browser became known, and out again.</returns>
    private static async Task<Callers.Caller> KnownAsync(Uri root, string login)
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = root };
        var page = await browser.GetStringAsync(new Uri(Page, UriKind.Relative));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Input.Login"] = login, ["Input.Password"] = DemoPeople.Password, ["__RequestVerificationToken"] = WebUtility.HtmlDecode(FormToken().Match(page).Groups[1].Value),
        });
        using var answer = await browser.PostAsync(new Uri(Page, UriKind.Relative), form);
        if (answer.StatusCode != HttpStatusCode.Redirect || cookies.GetCookies(root)["zt-session"] is not { } session)
        {
            throw new InvalidOperationException($"{login} was not signed in: {(int)answer.StatusCode} {answer.Headers.Location} {Tags().Replace(await answer.Content.ReadAsStringAsync(), " ")}");
        }

        session.Expired = true;
        return new(cookies.GetCookieHeader(new Uri(root, Page)), await form.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<[^>]*>|\\s+")]
    private static partial Regex Tags();
}
