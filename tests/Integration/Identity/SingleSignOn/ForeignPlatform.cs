using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

/// <summary>Another identity platform in a process of its own: the certified provider oidc-provider, whose visitors are always the same person.</summary>
internal sealed class ForeignPlatform : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(ProductFolder.Root, "tests/Integration/Identity/SingleSignOn/oidc-provider.mjs");
    private readonly Process _process;

    private ForeignPlatform(Process process, string key, string issuer) => (_process, Key, Issuer) = (process, key, issuer);

    public string Key { get; }

    public string Issuer { get; }

    /// <param name="port">Of the product, which has to be known before it starts.</param>
    public static async Task<ForeignPlatform> StartAsync(string key, int port, string subject, JsonObject person, string acr)
    {
        var wanted = new JsonObject
        {
            ["clientId"] = "zhengtong", ["secret"] = "a-secret-of-" + key, ["redirectUri"] = $"http://127.0.0.1:{port}/account/federated/{key}/back", ["subject"] = subject, ["person"] = person, ["acr"] = acr,
        };
        var process = Process.Start(new ProcessStartInfo("node", [Script, wanted.ToJsonString()]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = ProductFolder.Root })!;
        for (string? line; (line = await process.StandardOutput.ReadLineAsync()) is not null;)
        {
            if (line.StartsWith("{\"issuer\"", StringComparison.Ordinal))
            {
                return new(process, key, JsonNode.Parse(line)!["issuer"]!.GetValue<string>());
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    /// <summary>Settings of a product that is connected here.</summary>
    public void Attach(WebApplicationBuilder builder, string kind, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in ((string, string)[])[("Kind", kind), ("Issuer", Issuer), ("ClientId", "zhengtong"), ("Secret", "a-secret-of-" + Key), .. more])
        {
            builder.Configuration[$"Federation:Providers:{Key}:{name}"] = value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
