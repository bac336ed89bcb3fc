using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser;

/// <summary>What staff do on the pages of their lists.</summary>
internal static class Handling
{
    /// <summary>Finds the case in a work list and opens it.</summary>
    /// <param name="list">For example <c>/desk</c>.</param>
    /// <param name="path">What the address of a case begins with, for example <c>/desk/cases/</c>.</param>
    public static async Task OpenCaseAsync(this Visitor staff, string list, string number, string path)
    {
        await staff.Page.GotoAsync($"{list}?words={number}");
        var link = staff.Page.Locator($"main a[href*='{path}']:has-text('{number}'), main tr:has-text('{number}') a[href*='{path}']").First;
        await staff.Page.GotoAsync((await link.GetAttributeAsync("href"))!);
    }

    /// <summary>Opens a folded act, unless it stands open.</summary>
    public static async Task UnfoldAsync(this Visitor staff, string summary)
    {
        var fold = staff.Page.Locator($"main details:has(> summary:has-text(\"{summary}\"))").First;
        if (await fold.GetAttributeAsync("open") is null)
        {
            await fold.Locator("> summary").ClickAsync();
        }
    }

    /// <summary>Presses a button that asks back, and says yes.</summary>
    public static async Task ConfirmAsync(this Visitor staff, string label)
    {
        await staff.Page.Locator($"main button[data-confirm]:visible:has-text(\"{label}\")").First.ClickAsync();
        await staff.LeaveAsync(() => staff.Page.Locator("dialog[open] button.zt-button--danger").ClickAsync());
    }

    /// <summary>The choice with these words.</summary>
    public static Task ChooseAsync(this Visitor staff, string name, string value) => staff.Page.Locator($"main [name='{name}'][value='{value}']").CheckAsync(new() { Force = true });

    /// <summary>Fetches the PDF a link leads to, as the reader's own browser would, and keeps it beside the pictures.</summary>
    public static async Task KeepPaperAsync(this Visitor reader, string link, string name)
    {
        var href = await reader.Page.Locator(link).First.GetAttributeAsync("href");
        var answer = await reader.Page.APIRequest.GetAsync(href!);
        var paper = await answer.BodyAsync();
        Assert.True(answer.Ok && paper.AsSpan().StartsWith("%PDF-"u8), $"{name}: {answer.Status}");
        var folder = Directory.CreateDirectory(Path.Combine(ProductFolder.Root, "artifacts", "papers")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, name + ".pdf"), paper);
    }
}
