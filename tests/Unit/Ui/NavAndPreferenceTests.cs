using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;
using Zhengtong.Ui.Layouts;
using Zhengtong.Ui.Preferences;

namespace Zhengtong.Tests.Unit.Ui;

public sealed class NavAndPreferenceTests
{
    private static readonly ModuleList Modules = new([new Sample()]);

    [Fact]
    public void A_menu_shows_what_the_role_may_and_in_order()
    {
        Assert.Equal(["待办", "事项管理"], Nav.Of(Modules, "office", Roles.CatalogueManager).Select(m => m.Title));
        Assert.Equal(["待办"], Nav.Of(Modules, "office", Roles.Reviewer).Select(m => m.Title));
    }

    [Fact]
    public void A_long_menu_stands_under_headings_and_a_short_one_does_not()
    {
        MenuEntry[] menu =
        [
            new("office", "消息", "/m", 0),
            .. Enumerable.Range(1, 6).Select(n => new MenuEntry("office", $"变更{n}", $"/c{n}", n) { Group = MenuGroups.Changes }),
            .. Enumerable.Range(7, 3).Select(n => new MenuEntry("office", $"自查{n}", $"/i{n}", n) { Group = MenuGroups.Inspection }),
            new("office", "权限调整", "/p", 10) { Group = MenuGroups.Powers },
        ];

        var sections = Nav.Sections(menu);

        Assert.Equal(["", MenuGroups.Changes, MenuGroups.Inspection], sections.Select(s => s.Title));
        Assert.Equal(["消息", "权限调整"], sections[0].Entries.Select(e => e.Title));
        Assert.Equal(menu.Length, sections.Sum(s => s.Entries.Count));
        Assert.Equal(menu[..10], Assert.Single(Nav.Sections(menu[..10])).Entries);
    }

    [Fact]
    public void A_module_takes_the_place_of_a_fixed_entry_of_the_same_title()
    {
        var menu = Nav.Portal(Modules);

        Assert.Equal("/departments", Assert.Single(menu, m => m.Title == "部门").Href);
        Assert.Equal("首页", menu[0].Title);
    }

    [Theory]
    [InlineData("/items", "?for=person", "个人服务")]
    [InlineData("/items", "?for=company", "法人服务")]
    [InlineData("/track/5116", "", "办事进度")]
    [InlineData("/", "", "首页")]
    [InlineData("/about", "", null)]
    public void The_current_entry_is_the_one_the_page_belongs_to(string path, string query, string? title)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);

        Assert.Equal(title, Nav.Current(Nav.Portal(Modules), http.Request)?.Title);
    }

    [Theory]
    [InlineData("/my/cases?state=1", "/my/cases?state=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData(null, "/")]
    public void One_goes_back_only_to_a_page_of_this_site(string? back, string target) => Assert.Equal(target, PreferenceEndpoints.Local(back));

    private sealed class Sample : IModule
    {
        public string Name => "sample";

        public IEnumerable<MenuEntry> Menu =>
        [
            new("office", "事项管理", "/office/items", 9, Roles.CatalogueManager),
            new("office", "待办", "/office", 1),
            new("portal", "部门", "/departments", 30),
        ];

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
        }

        public void MapModel(ModelBuilder model)
        {
        }
    }
}
