using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>Whoever cannot use a mouse gets from the home page to the receipt, and through the work list.</summary>
[Collection(BrowserRun.Name)]
public sealed class ByKeyboard(BrowserStage stage)
{
    [Fact]
    [Requirement("18.04")]
    public async Task From_home_to_the_receipt_with_tab_enter_and_space()
    {
        await using var person = await Visitor.OpenAsync(stage, Screen.Pc, "keyboard");
        var keys = new Keyboard(person);
        await person.EnterAsync("lisi");
        await person.Page.GotoAsync("/");
        await keys.TabAsync();
        Assert.True(await person.Page.EvaluateAsync<bool>("document.activeElement.matches('.zt-skip') && document.activeElement.getBoundingClientRect().top >= 0"));
        await person.SeeAsync("skip");
        await person.Page.Keyboard.PressAsync("Enter");
        await keys.TabAsync();
        Assert.True(await person.Page.EvaluateAsync<bool>("!document.activeElement.closest('header') && document.activeElement.compareDocumentPosition(document.querySelector('#main')) !== Node.DOCUMENT_POSITION_FOLLOWING"));

        await person.Page.GotoAsync("/");
        await keys.ReachAsync("[name=q]");
        await person.Page.Keyboard.InsertTextAsync("临时性建筑物搭建");
        await person.LeaveAsync(() => person.Page.Keyboard.PressAsync("Enter"));
        await keys.FollowAsync($"main a[href='/items/{Prepared.Item}']");
        await keys.FollowAsync($"a[href='/apply/{Prepared.Item}']");
        await keys.AnswerUntilAsync("开始填写");

        await keys.ReachAsync("main button[data-confirm]");
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Page.WaitForSelectorAsync("dialog[open]");
        Assert.True(await person.Page.EvaluateAsync<bool>("document.querySelector('dialog[open]').contains(document.activeElement)"));
        await person.SeeAsync("dialog");
        await person.Page.Keyboard.PressAsync("Escape");
        await person.Page.WaitForFunctionAsync("!document.querySelector('dialog[open]')");
        Assert.True(await person.Page.EvaluateAsync<bool>("document.activeElement.matches('main button[data-confirm]')"));

        await person.Page.GotoAsync(new Uri(person.Page.Url).AbsolutePath);
        await keys.FollowAsync("main a.zt-button--primary");
        while (person.Page.Url.Contains("/form/", StringComparison.Ordinal))
        {
            await keys.AnswerUntilAsync("保存并继续");
        }

        if (!person.Page.Url.EndsWith("/check", StringComparison.Ordinal))
        {
            await keys.FollowAsync("main a[href$='/check']");
        }

        await keys.AnswerUntilAsync("确认提交");
        Assert.Contains("/apply/done/", person.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("18.04")]
    public async Task The_work_list_by_j_k_and_enter()
    {
        var prepared = new Prepared(stage);
        await prepared.ReceivedAsync("zhangsan");
        await prepared.ReceivedAsync("lisi");
        await using var clerk = await Visitor.OpenAsync(stage, Screen.Pc, "worklist");
        await clerk.EnterAsync("clerk1");
        await clerk.Page.GotoAsync("/desk");
        await clerk.Page.WaitForFunctionAsync("document.querySelector('[data-worklist]').dataset.ztList");
        await clerk.Page.Keyboard.PressAsync("j");
        await clerk.Page.Keyboard.PressAsync("j");
        Assert.Equal(1, await ActiveAsync(clerk));
        await clerk.SeeAsync("second");
        await clerk.Page.Keyboard.PressAsync("k");
        Assert.Equal(0, await ActiveAsync(clerk));
        await clerk.LeaveAsync(() => clerk.Page.Keyboard.PressAsync("Enter"));
        Assert.Contains("/desk/cases/", clerk.Page.Url, StringComparison.Ordinal);
    }

    private static Task<int> ActiveAsync(Visitor clerk) => clerk.Page.EvaluateAsync<int>("[...document.querySelectorAll('[data-worklist] [data-href]')].findIndex(r => r.classList.contains('is-active'))");
}
