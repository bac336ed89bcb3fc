using Microsoft.Playwright;

namespace Zhengtong.Tests.Browser;

/// <summary>How large things really are on the screen, measured in the page.</summary>
internal static class Sizes
{
    private const string Small =
        """
        least => {
          const box = e => {
            const own = e.getBoundingClientRect();
            const around = e.closest('.zt-card--link, .zt-tasks__task, .zt-search') ?? (['radio', 'checkbox'].includes(e.type) ? e.closest('label') ?? e.parentElement : null);
            return around ? around.getBoundingClientRect() : own;
          };
          const seen = e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest('.visually-hidden, .zt-skip') && getComputedStyle(e).clipPath === 'none';
          return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
            .filter(e => seen(e) && !(e.matches('a') && getComputedStyle(e).display === 'inline'))
            .filter(e => { const r = box(e); return r.width > 1 && (r.height < least - .6 || r.width < least - .6); })
            .map(e => `${e.tagName.toLowerCase()}.${e.className || '-'} “${(e.innerText || e.name || '').trim().slice(0, 16)}” ${Math.round(box(e).width)}x${Math.round(box(e).height)}`)
            .slice(0, 12);
        }
        """;

    private const string SmallType =
        """
        least => {
          const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
          const small = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const e = node.parentElement;
            if (!node.textContent.trim() || e.closest('svg, script, .visually-hidden, small') || !e.checkVisibility()) continue;
            const size = parseFloat(getComputedStyle(e).fontSize);
            if (size < least - .1) small.push(`${e.tagName.toLowerCase()}.${e.className || '-'} “${node.textContent.trim().slice(0, 12)}” ${size}px`);
          }
          return [...new Set(small)].slice(0, 12);
        }
        """;

    /// <summary>What a finger must hit is 44 px at least, links in running text apart (GB/T 37668-2019; WCAG 2.5.5); what elder people read is 20 px at least.</summary>
    public static async Task CheckSizesAsync(this Visitor visitor, Screen screen, string name)
    {
        if (screen is Screen.Phone or Screen.Kiosk)
        {
            var small = await visitor.Page.EvaluateAsync<string[]>(Small, 44);
            Assert.True(small.Length == 0, $"{name}: too small to touch: {string.Join(" | ", small)}");
        }

        if (screen == Screen.Elder)
        {
            var small = await visitor.Page.EvaluateAsync<string[]>(SmallType, 20);
            Assert.True(small.Length == 0, $"{name}: too small to read: {string.Join(" | ", small)}");
        }
    }

    /// <summary>As <see cref="CheckSizesAsync"/> of a phone in 长者模式, told and not thrown.</summary>
    public static async Task<IEnumerable<string>> SmallAsync(this Visitor visitor, string name) =>
        (await visitor.Page.EvaluateAsync<string[]>(Small, 44)).Select(s => $"{name}: too small to touch: {s}")
        .Concat((await visitor.Page.EvaluateAsync<string[]>(SmallType, 20)).Select(s => $"{name}: too small to read: {s}"));

    /// <summary>At this width nothing is cut off and nobody must scroll sideways (WCAG 1.4.10).</summary>
    public static async Task CheckFitsAsync(this Visitor visitor, int width, string address)
    {
        await visitor.Page.SetViewportSizeAsync(width, 900);
        await visitor.Page.GotoAsync(address);
        await visitor.Page.WaitForLoadStateAsync(LoadState.Load);
        var wide = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 1, $"{address} scrolls sideways by {wide}px at {width}px");
    }
}
