using Microsoft.Playwright;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Sessions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser;

/// <summary>The four widths every page is looked at in.</summary>
public enum Screen
{
    Pc,
    Phone,
    Elder,
    Kiosk,
}

/// <summary>One person at one screen: opens pages, fills in what is asked, and has each page checked and photographed.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(ProductFolder.Root, "node_modules", "axe-core", "axe.min.js"));
    private readonly IBrowserContext _context;
    private readonly BrowserStage _stage;
    private readonly string _journey;
    private readonly Screen _screen;
    private readonly bool _scripted;
    private int _shot;

    private Visitor(BrowserStage stage, IBrowserContext context, IPage page, string journey, Screen screen, bool scripted) =>
        (_stage, _context, Page, _journey, _screen, _scripted) = (stage, context, page, journey, screen, scripted);

    public IPage Page { get; private set; }

    /// <param name="scripted">false: a browser that runs no JavaScript.</param>
    /// <param name="host">A name in place of the address: passkeys belong to a name.</param>
    public static async Task<Visitor> OpenAsync(BrowserStage stage, Screen screen, string journey, bool scripted = true, string? host = null)
    {
        var context = await stage.Chromium.NewContextAsync(new()
        {
            BaseURL = host is null ? stage.Address : stage.Address.Replace("127.0.0.1", host, StringComparison.Ordinal),
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            BypassCSP = true, // axe is put into the page from outside; the policy itself has tests of its own.
            JavaScriptEnabled = scripted,
            ReducedMotion = ReducedMotion.Reduce, // What scrolls smoothly is not where it will be.
            ViewportSize = screen switch
            {
                Screen.Phone => new() { Width = 390, Height = 844 },
                Screen.Kiosk => new() { Width = 1080, Height = 1920 },
                _ => new() { Width = 1440, Height = 900 },
            },
            UserAgent = screen == Screen.Phone ? "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36" : null,
            HasTouch = screen is Screen.Phone or Screen.Kiosk,
        });
        if (screen == Screen.Elder)
        {
            await context.AddCookiesAsync([new() { Name = "zt-elder", Value = "1", Url = stage.Address }]);
        }

        return new Visitor(stage, context, await PageOfAsync(context), $"{journey}-{screen}".ToLowerInvariant(), screen, scripted);
    }

    /// <summary>长者模式, on whatever screen it is.</summary>
    public Task EnlargeAsync() => _context.AddCookiesAsync([new() { Name = "zt-elder", Value = "1", Url = _stage.Address }]);

    /// <summary>Another tab of the same browser; closes with it.</summary>
    public async Task<Visitor> AnotherTabAsync() => new(_stage, _context, await PageOfAsync(_context), _journey + "-tab", _screen, _scripted);

    /// <summary>Closes the tab as a person does, without asking the page, and opens an empty one.</summary>
    public async Task CloseTabAsync()
    {
        await Page.CloseAsync();
        Page = await PageOfAsync(_context);
    }

    /// <summary>The session's cookie goes, as when it has expired.</summary>
    public Task ForgetSessionAsync() => _context.ClearCookiesAsync(new() { Name = SessionHandler.Cookie });

    public async Task GoAsync(string address, string name)
    {
        await Page.GotoAsync(address);
        await SeeAsync(name);
    }

    /// <summary>Photographs the page, and lets axe find nothing serious and no sideways scroll.</summary>
    public async Task SeeAsync(string name)
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        var folder = Directory.CreateDirectory(Path.Combine(ProductFolder.Root, "artifacts", "screens")).FullName;
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{_journey}-{++_shot:D2}-{name}.png"), FullPage = true });
        var text = await Page.Locator("body").InnerTextAsync();
        Assert.DoesNotContain("出错了", text, StringComparison.Ordinal);
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 1, $"{name}: scrolls sideways by {wide}px");
        await this.CheckSizesAsync(_screen, name);
        if (!_scripted)
        {
            return; // axe itself is script.
        }

        var found = await AxeAsync();
        Assert.True(found.Length == 0, $"{name}: {string.Join("; ", found)}");
    }

    /// <summary>What is wrong with the page as it stands, in one line each: for a test that looks at many and tells of all.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(string name)
    {
        List<string> faults = [.. (await AxeAsync()).Select(f => $"{name}: {f}")];
        faults.AddRange(await this.SmallAsync(name));
        foreach (var width in (int[])[390, 320])
        {
            await Page.SetViewportSizeAsync(width, 844);
            if (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 1 and var wide)
            {
                faults.Add($"{name}: scrolls sideways by {wide}px at {width}px");
            }
        }

        return faults;
    }

    private async Task<string[]> AxeAsync()
    {
        await Page.AddScriptTagAsync(new() { Content = Axe });
        return await Page.EvaluateAsync<string[]>(
            "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(' | '))");
    }

    /// <summary>Signs in through the page, with the code the demo shows.</summary>
    public async Task SignInAsync(string login, string? post = null)
    {
        var staff = DemoPeople.Staff.Any(s => s.Login == login);
        _stage.Clock.Advance(TimeSpan.FromSeconds(61)); // A time code works once.
        await Page.GotoAsync($"/account/sign-in?side={(staff ? "staff" : "applicant")}");
        await Page.FillAsync("[name='Input.Login']", login);
        await Page.FillAsync("[name='Input.Password']", DemoPeople.Password);
        await LeaveAsync(() => Page.ClickAsync("main form:has([name='Input.Password']) button[type=submit]"));
        if (await Page.Locator("[data-demo-code]").CountAsync() > 0)
        {
            await Page.FillAsync("[name=Code]", await Page.Locator("[data-demo-code]").InnerTextAsync());
            await PressAsync("确认");
        }

        Assert.DoesNotContain("/account/sign-in", Page.Url, StringComparison.Ordinal);
        if (post is not null)
        {
            await TakePostAsync(post);
        }
    }

    private async Task TakePostAsync(string post)
    {
        await Page.GotoAsync("/account/post");
        await Page.Locator($".zt-choice:has-text(\"{post}\") input").CheckAsync(new() { Force = true });
        await PressAsync("确定");
    }

    /// <summary>Signed in at once, by the product's own sign-in: for journeys that are about something else.</summary>
    public async Task EnterAsync(string login, string? post = null)
    {
        await _context.AddCookiesAsync([new() { Name = SessionHandler.Cookie, Value = await _stage.SessionOfAsync(login), Url = _stage.Address }]);
        if (post is not null)
        {
            await TakePostAsync(post);
        }
    }

    /// <summary>Presses what leads to another page, and waits until that page stands.</summary>
    public Task PressAsync(string label) => LeaveAsync(() => Button(label).ClickAsync());

    /// <summary>Does what leads to another page. Playwright's own waiting ends with the old page when the answer is slow: a picture taken then may never come.</summary>
    public async Task LeaveAsync(Func<Task> act)
    {
        if (!_scripted)
        {
            var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Loaded(object? sender, IPage page) => loaded.TrySetResult();
            Page.Load += Loaded;
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromMinutes(2));
            Page.Load -= Loaded;
            return;
        }

        await Page.EvaluateAsync("document.querySelector('main').dataset.left = ''");
        await act();
        await Page.WaitForFunctionAsync("document.readyState === 'complete' && document.querySelector('main') && !('left' in document.querySelector('main').dataset)");
    }

    public ILocator Button(string label) => Page.Locator($"main button:visible:has-text(\"{label}\"), main a.zt-button:visible:has-text(\"{label}\"), dialog[open] button:has-text(\"{label}\")").First;

    /// <summary>Fills every empty visible field of the page's form with something its kind takes.</summary>
    public async Task FillAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            await FillPlacesAsync();
            foreach (var field in await Page.Locator("main form [name^='a.']:visible").AllAsync())
            {
                await FillOneAsync(field);
            }
        }
    }

    /// <summary>A division chosen brings the list of the next level: each is waited for, or the fields move while they are filled.</summary>
    private async Task FillPlacesAsync()
    {
        var empty = Page.Locator("main form [data-place] select:visible").Filter(new() { Has = Page.Locator("option[value='']:checked") }).First;
        for (var level = 0; _scripted && level < 6 && await empty.CountAsync() > 0; level++)
        {
            await empty.EvaluateAsync(ChooseFirst);
            await Page.WaitForFunctionAsync("!document.querySelector('[data-place][aria-busy]')");
        }
    }

    private const string ChooseFirst = "e => { e.value = [...e.options].find(o => o.value)?.value ?? ''; e.dispatchEvent(new Event('change', { bubbles: true })); }";

    private static async Task FillOneAsync(ILocator field)
    {
        var tag = await field.EvaluateAsync<string>("e => e.tagName");
        var type = await field.GetAttributeAsync("type") ?? "text";
        var name = await field.GetAttributeAsync("name") ?? "";
        if (type is "radio" or "checkbox")
        {
            var taken = await field.EvaluateAsync<bool>("e => [...e.form.elements].some(x => x.name === e.name && x.checked)");
            if (!taken)
            {
                await field.EvaluateAsync("e => { const no = [...e.form.elements].find(x => x.name === e.name && x.value === 'no'); (no || e).click(); }");
            }
        }
        else if (tag == "SELECT")
        {
            if (await field.InputValueAsync() == "")
            {
                await field.EvaluateAsync(ChooseFirst);
            }
        }
        else if (await field.InputValueAsync() == "")
        {
            await field.FillAsync(Guess(type, name));
        }
    }

    private static string Guess(string type, string name) => (type, name.ToLowerInvariant()) switch
    {
        ("date", _) => "1990-05-01",
        ("month", _) => "2026-03",
        ("number", _) => "10",
        ("tel", _) => "13800138000",
        ("email", _) => "demo@example.cn",
        (_, var n) when n.Contains("phone", StringComparison.Ordinal) => "13800138000",
        (_, var n) when n.Contains("creditcode", StringComparison.Ordinal) => "91511602MADEM0A01P",
        (_, var n) when n.Contains("idnumber", StringComparison.Ordinal) => "11010519491231002X",
        (_, var n) when n.Contains("region", StringComparison.Ordinal) => "511602",
        (_, var n) when n.Contains("area", StringComparison.Ordinal) || n.Contains("count", StringComparison.Ordinal) => "60",
        _ => "广安区金安大道一号",
    };

    private static async Task<IPage> PageOfAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(120_000); // A busy machine takes its time over a picture of a whole page.
        return page;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
