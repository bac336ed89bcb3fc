using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Zhengtong.Tests.Browser;

/// <summary>The pages of an application, from its first question to its receipt: the same steps for whoever fills it in.</summary>
internal static partial class Applying
{
    /// <summary>A real 1 by 1 PNG.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public static FilePayload Photo(string name) => new() { Name = name + ".png", MimeType = "image/png", Buffer = Picture };

    /// <summary>From the item to the receipt.</summary>
    /// <returns>The case's number.</returns>
    public static async Task<string> ApplyAsync(this Visitor person, string item)
    {
        await person.StartAsync(item);
        var home = await person.FillSectionsAsync();
        await person.AttachAsync(home);
        return await person.SubmitAsync(home);
    }

    /// <summary>Answers the questions before the form and begins.</summary>
    public static async Task StartAsync(this Visitor person, string item)
    {
        await person.GoAsync($"/apply/{item}", "start");
        await person.ChooseFirstAsync("Situation", "Mode");
        await person.PressAsync("开始填写");
        await person.SeeAsync("tasks");
    }

    public static async Task ChooseFirstAsync(this Visitor person, params string[] groups)
    {
        foreach (var group in groups)
        {
            var choice = person.Page.Locator($"main [name={group}]");
            if (await choice.CountAsync() > 0)
            {
                await choice.First.CheckAsync(new() { Force = true });
            }
        }
    }

    /// <summary>Fills every section of the form, from the task list.</summary>
    /// <returns>Where the draft is.</returns>
    public static async Task<string> FillSectionsAsync(this Visitor person)
    {
        var home = new Uri(person.Page.Url).AbsolutePath;
        var sections = await person.Page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('main a[href*=\"/form/\"]')].map(a => new URL(a.href).pathname))]");
        foreach (var section in sections)
        {
            await person.Page.GotoAsync(section);
            await person.FillAsync();
            for (var more = 0; more < 3 && await person.Page.Locator("main [data-form-update]:visible").CountAsync() > 0; more++)
            {
                await person.PressAsync("更新问题"); // Where no script runs, a round trip brings the questions that hang on an answer.
                await person.FillAsync();
            }

            await person.SeeAsync("form");
            await person.PressAsync("保存并继续");
            Assert.NotEqual(section, new Uri(person.Page.Url).AbsolutePath);
        }

        return home;
    }

    /// <summary>Gives every material a photograph.</summary>
    public static async Task AttachAsync(this Visitor person, string home)
    {
        await person.Page.GotoAsync($"{home}/materials");
        var inputs = person.Page.Locator("main input[type=file]");
        for (var i = 0; i < await inputs.CountAsync(); i++)
        {
            var uploaded = person.Page.WaitForResponseAsync(r => r.Url.Contains("handler=Upload", StringComparison.Ordinal));
            await inputs.Nth(i).SetInputFilesAsync(Photo($"材料{i + 1}"));
            Assert.True((await uploaded).Ok);
        }

        await person.SeeAsync("materials");
    }

    /// <summary>How the result is wanted, the last look, and the receipt.</summary>
    /// <returns>The case's number.</returns>
    public static async Task<string> SubmitAsync(this Visitor person, string home)
    {
        await person.GoAsync($"{home}/delivery", "delivery");
        await person.ChooseFirstAsync("Delivery");
        await person.PressAsync("保存并继续");
        await person.GoAsync($"{home}/check", "check");
        await person.PressAsync("确认提交");
        await person.SeeAsync("done");
        Assert.Contains("/apply/done/", person.Page.Url, StringComparison.Ordinal);
        return NumberOn().Match(await person.Page.InnerTextAsync("main")).Value;
    }

    /// <summary>Gives the draft up: the next journey of this person begins with an empty form.</summary>
    public static async Task DiscardAsync(this Visitor person, string home)
    {
        await person.Page.GotoAsync(home);
        await person.ConfirmAsync("删除草稿");
    }

    /// <summary>A case number: 21 digits and the check character.</summary>
    [GeneratedRegex("[0-9]{21}[0-9A-Z]")]
    public static partial Regex NumberOn();
}
