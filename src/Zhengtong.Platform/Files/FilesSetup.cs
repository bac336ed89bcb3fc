using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.Platform.Files;

public static class FilesSetup
{
    private const int ClamdPort = 3310;

    /// <param name="configuration">
    /// <c>Files:Store</c> = disk (default; <c>Files:Folder</c>) or s3 (<c>Files:S3:Endpoint</c>, <c>Bucket</c>, <c>Region</c>, <c>AccessKey</c>, <c>SecretKey</c>);
    /// <c>Files:Clamd:Host</c>, <c>Port</c> and <c>Seconds</c> for the virus scanner, none when there is no host: with <c>Files:Clamd:Required</c> the process does not start then.
    /// </param>
    public static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        var files = configuration.GetSection("Files");
        switch (files["Store"] ?? "disk")
        {
            case "disk":
                services.AddSingleton<IContentStore>(new DiskFileStore(Path.GetFullPath(files["Folder"] ?? "var/files")));
                break;
            case "s3":
                services.AddOutwardClient(S3FileStore.Client);
                services.AddSingleton(S3(files.GetSection("S3")));
                services.AddSingleton<IContentStore, S3FileStore>();
                break;
            case var other:
                throw new InvalidOperationException($"Files:Store is '{other}'; it can be disk or s3.");
        }

        services.AddSingleton<SealedFileStore>().AddSingleton<IFileStore>(s => s.GetRequiredService<SealedFileStore>());
        if (files["Clamd:Host"] is { Length: > 0 } host)
        {
            services.AddSingleton<IVirusScanner>(sp => new ClamdScanner(
                host, files.GetValue("Clamd:Port", ClamdPort), TimeSpan.FromSeconds(files.GetValue("Clamd:Seconds", 10d)), sp.GetRequiredService<TimeProvider>()));
        }
        else if (files.GetValue("Clamd:Required", false))
        {
            throw new InvalidOperationException("Files:Clamd:Required is set: no file is taken without a virus scanner, and Files:Clamd:Host names none.");
        }
        else
        {
            services.AddSingleton<IVirusScanner, NoScanner>();
        }

        services.AddScoped<Uploads>();
        services.AddSingleton<IRecurringJob, ScanPendingFiles>();
        return services;
    }

    private static S3Settings S3(IConfigurationSection s) => new(
        new Uri(Needed(s, "Endpoint")), Needed(s, "Bucket"), s["Region"] ?? "us-east-1", Needed(s, "AccessKey"), Needed(s, "SecretKey"));

    private static string Needed(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Setting {section.Path}:{name} is missing.");
}
