using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Forms.Catalogue;
using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Mapping;
using Zhengtong.Forms.Rendering;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Forms;

/// <summary>Forms as data: definitions, the rule language, rendering, answers. Knows nothing of cases.</summary>
public sealed class FormsModule : IModule
{
    public string Name => "forms";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddScoped<IFormCatalogue, FormCatalogue>();

    public void MapModel(ModelBuilder model) => FormVersionMapping.Map(model);

    // Anonymous: a script without data, needed on every page with a form; the public tree of divisions.
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet(RulesScript.Path, (HttpContext http) => RulesScript.Serve(http)).AllowAnonymous();
        routes.MapGet(PlaceEndpoint.Path, PlaceEndpoint.ServeAsync).AllowAnonymous();
    }
}
