using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

/// <summary>A department's system in a process of its own: the certified client library openid-client, driven by a line a command.</summary>
internal sealed class OpenIdClient : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(ProductFolder.Root, "tests/Integration/Identity/SingleSignOn/openid-client.mjs");
    private readonly Process _process;

    private OpenIdClient(Process process) => _process = process;

    public static async Task<OpenIdClient> StartAsync(SsoStage stage, string clientId, string? secret, JsonNode? jwk = null)
    {
        var client = new OpenIdClient(Process.Start(new ProcessStartInfo("node", Script) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = ProductFolder.Root })!);
        // The product lives at a time the test sets; the library is told how far that is from its own.
        var skew = (long)(stage.Host.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalSeconds;
        var found = await client.AskAsync("discover", new() { ["issuer"] = stage.Issuer, ["clientId"] = clientId, ["secret"] = secret, ["jwk"] = jwk?.DeepClone(), ["skew"] = skew });
        return found["error"] is { } error ? throw new InvalidOperationException($"{error} {found["message"]}") : client;
    }

    public async Task<JsonObject> AskAsync(string op, JsonObject command)
    {
        command["op"] = op;
        await _process.StandardInput.WriteLineAsync(command.ToJsonString());
        await _process.StandardInput.FlushAsync();
        return (JsonObject)JsonNode.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The client ended."))!;
    }

    /// <summary>Where the browser is to be sent.</summary>
    public async Task<Uri> AuthorizeAsync(string scope, string redirectUri = SsoStage.RedirectUri, params (string Name, string Value)[] extra)
    {
        var more = new JsonObject(extra.Select(e => KeyValuePair.Create(e.Name, (JsonNode?)e.Value)));
        return new Uri((await AskAsync("authorize", new() { ["redirectUri"] = redirectUri, ["scope"] = scope, ["extra"] = more }))["url"]!.GetValue<string>());
    }

    public Task<JsonObject> CallbackAsync(Uri landed) => AskAsync("callback", new() { ["url"] = landed.AbsoluteUri });

    public Task<JsonObject> RefreshAsync(JsonNode? token) => AskAsync("refresh", new() { ["token"] = token?.DeepClone() });

    public Task<JsonObject> UserAsync(JsonObject tokens) =>
        AskAsync("userinfo", new() { ["token"] = tokens["accessToken"]?.DeepClone(), ["subject"] = tokens["claims"]?["sub"]?.DeepClone() });

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
