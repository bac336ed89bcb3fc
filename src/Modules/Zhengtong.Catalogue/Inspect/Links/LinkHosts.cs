using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Inspect.Links;

/// <summary>Which addresses in items may be asked whether they open: hosts of the setting <c>Catalogue:LinkHosts</c>; without it none is asked.</summary>
internal sealed class LinkHosts(IConfiguration configuration) : OutwardHosts(configuration["Catalogue:LinkHosts"]);
