using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Documents;

public static class DocumentsSetup
{
    /// <param name="configuration">Setting <c>Documents:Fonts</c>: the folder of the fonts, when not beside the program.</param>
    public static IServiceCollection AddDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = configuration["Documents:Fonts"];
        services.AddSingleton(_ => string.IsNullOrEmpty(folder) ? new FontLibrary() : new FontLibrary(folder));
        services.AddSingleton(sp => new PdfWriter(sp.GetRequiredService<FontLibrary>()));
        services.AddSingleton<TemplateRenderer>();
        services.AddScoped<Templates>();
        return services;
    }
}
