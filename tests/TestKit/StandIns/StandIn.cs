using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Zhengtong.TestKit.StandIns;

/// <summary>An outside system on loopback, over real HTTP.</summary>
public abstract class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    protected StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Root => _app.Urls.Single();

    public string Authority => new Uri(Root).Authority;

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task<T> ListenAsync<T>(T standIn)
        where T : StandIn
    {
        standIn.Map(standIn._app);
        await standIn._app.StartAsync();
        return standIn;
    }

    protected abstract void Map(WebApplication app);

    /// <summary>Never answers.</summary>
    protected static async Task<IResult> SilentAsync(HttpContext http)
    {
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Results.Empty;
    }

    /// <summary>Breaks the connection.</summary>
    protected static IResult Break(HttpContext http)
    {
        http.Abort();
        return Results.Empty;
    }

    /// <summary>Answers without an end.</summary>
    protected static async Task<IResult> EndlessAsync(HttpContext http)
    {
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.WriteAsync(new string(' ', 65536));
        }

        return Results.Empty;
    }
}
