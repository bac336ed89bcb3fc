using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.WebEncoders;
using Zhengtong.Platform;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.Ui;
using Zhengtong.Ui.Preferences;

namespace Zhengtong.Web;

/// <summary>Builds the process and runs a command verb or the server.</summary>
public static class ZhengtongHost
{
    public const string DefaultConnection = "Data Source=var/zhengtong.db";

    public static async Task<int> RunAsync(string[] args)
    {
        var app = Build(args);
        await using (app)
        {
            var verb = args.FirstOrDefault(a => !a.StartsWith('-'));
            List<CommandVerb> commands = [.. app.Services.GetRequiredService<ModuleList>().Modules.SelectMany(m => m.Commands), .. KeyVerbs.All];
            if (verb is null)
            {
                if (!await TryPrepareAsync(app.Services))
                {
                    return 1;
                }

                await app.RunAsync();
                return 0;
            }

            if (commands.Find(c => c.Name == verb) is not { } command)
            {
                await Console.Error.WriteLineAsync($"Unknown verb '{verb}'. Verbs:");
                commands.ForEach(c => Console.Error.WriteLine($"  {c.Name,-16} {c.Help}"));
                return 2;
            }

            return command.Unprepared || await TryPrepareAsync(app.Services, command.HalfWay)
                ? await command.Run(app.Services, [.. args.SkipWhile(a => a != verb).Skip(1)], CancellationToken.None)
                : 1;
        }
    }

    /// <param name="adjust">The test host and the bench replace settings here, after the product's own.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(ZhengtongHost).Assembly.GetName().Name });
        builder.Configuration.AddEnvironmentVariables("ZHENGTONG_");
        builder.WebHost.UseStaticWebAssets();
        adjust?.Invoke(builder);

        var services = builder.Services;
        services.AddSingleton(ModuleRegister.All);
        services.AddPlatform(builder.Configuration, builder.Configuration["Database:Connection"] ?? DefaultConnection);
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddOpenApi("v1", o => o.ShouldInclude = d => d.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true);
        services.AddHouseAuthorization();
        services.AddHousePages();
        services.AddUi(builder.Configuration);
        foreach (var module in ModuleRegister.All.Modules)
        {
            module.AddServices(services, builder.Configuration);
        }

        if (!builder.Configuration.GetValue("Background:Enabled", true))
        {
            foreach (var worker in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace?.StartsWith("Zhengtong", StringComparison.Ordinal) == true).ToList())
            {
                services.Remove(worker);
            }
        }

        var app = builder.Build();
        app.UseNearProxies();
        app.UseHouseErrors();
        app.UseSecurityHeaders();
        app.UseHttpsOnly();
        app.UseRefusedRequests();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAddressLimits();
        app.UseAuthorization();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages();
        app.MapUi();
        app.MapOpenApi().AllowAnonymous();
        app.MapGet("/health", () => "ok").AllowAnonymous();
        foreach (var module in ModuleRegister.All.Modules)
        {
            module.MapEndpoints(app);
        }

        return app;
    }

    private static async Task<bool> TryPrepareAsync(IServiceProvider services, bool halfWay = false)
    {
        try
        {
            await PrepareDatabaseAsync(services, CancellationToken.None, halfWay);
            return true;
        }
        catch (ProtectionKeyException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return false;
        }
    }

    /// <summary>Brings the schema and the document templates up to this program's version.</summary>
    /// <param name="halfWay">Also a store in the middle of an exchange of keys, for the verb that ends it.</param>
    public static async Task PrepareDatabaseAsync(IServiceProvider services, CancellationToken ct, bool halfWay = false)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        if (db.IsSqlite && db.Database.GetDbConnection().DataSource is { Length: > 0 } file && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await db.Database.MigrateAsync(ct);
        await AppendOnlyGuards.EnsureAsync(db, ct);
        await ProtectedKeys.CheckAsync(db, services.GetRequiredService<ProtectionKeyFile>(), ct);
        services.GetRequiredService<Sealing>().MakeReady();
        if (!halfWay)
        {
            await ProtectedKeys.RefuseHalfExchangedAsync(db, ct);
        }

        await scope.ServiceProvider.GetRequiredService<Templates>().EnsureSeededAsync(ct);
    }
}
