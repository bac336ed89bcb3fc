using System.Text.Json;
using Microsoft.Playwright;

namespace Zhengtong.Tests.Browser;

/// <summary>A visitor without a mouse: Tab, Enter, Space and arrows only. At each stop the focus must be seen (WCAG 2.4.7).</summary>
internal sealed class Keyboard(Visitor visitor)
{
    private const int MostStops = 150;

    private const string Focus =
        """
        () => {
          const e = document.activeElement;
          const ring = (x, part) => { const s = getComputedStyle(x, part); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none'; };
          const shown = ring(e) || ring(e, '::after') || (e.nextElementSibling && ring(e.nextElementSibling)) || (e.closest('.zt-search') && ring(e.closest('.zt-search')));
          const box = (e.nextElementSibling?.matches('label') ? e.nextElementSibling : e).getBoundingClientRect();
          return {
            tag: e.tagName, type: e.type ?? '', value: e.value ?? '', text: (e.innerText || e.getAttribute('aria-label') || e.name || '').trim().slice(0, 30),
            chosen: e.form && e.name ? [...e.form.elements].some(x => x.name === e.name && x.checked) : false,
            shown: e === document.body || e.tagName === 'MAIN' || shown, inside: e === document.body || (box.bottom > 0 && box.top < innerHeight),
          };
        }
        """;

    private IPage Page => visitor.Page;

    public async Task<JsonElement> TabAsync()
    {
        await Page.Keyboard.PressAsync("Tab");
        var at = await Page.EvaluateAsync<JsonElement>(Focus);
        Assert.True(at.GetProperty("shown").GetBoolean(), $"{Page.Url}: the focus is not seen on {at}");
        Assert.True(at.GetProperty("inside").GetBoolean(), $"{Page.Url}: the focus is off the screen on {at}");
        return at;
    }

    /// <summary>Goes on by Tab until that element has the focus.</summary>
    public async Task ReachAsync(string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await TabAsync();
            if (await Page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{Page.Url}: Tab never comes to {selector}");
    }

    public async Task FollowAsync(string selector)
    {
        await ReachAsync(selector);
        await visitor.LeaveAsync(() => Page.Keyboard.PressAsync("Enter"));
    }

    /// <summary>Answers each field Tab comes to, until the button with that name, and presses it.</summary>
    public async Task AnswerUntilAsync(string button)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            var at = await TabAsync();
            var (tag, type) = (at.GetProperty("tag").GetString(), at.GetProperty("type").GetString());
            if (tag == "BUTTON" && at.GetProperty("text").GetString()!.Contains(button, StringComparison.Ordinal))
            {
                await visitor.LeaveAsync(() => Page.Keyboard.PressAsync("Enter"));
                return;
            }

            if (type is "radio" or "checkbox" && !at.GetProperty("chosen").GetBoolean())
            {
                await Page.Keyboard.PressAsync("Space");
            }
            else if (tag == "TEXTAREA" && at.GetProperty("value").GetString() == "")
            {
                await Page.Keyboard.InsertTextAsync("只用键盘填写。");
            }
            else if (tag == "SELECT" && at.GetProperty("value").GetString() == "")
            {
                await Page.Keyboard.PressAsync("ArrowDown");
            }
        }

        Assert.Fail($"{Page.Url}: Tab never comes to {button}");
    }
}
