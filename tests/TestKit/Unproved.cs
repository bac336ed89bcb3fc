using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;

namespace Zhengtong.TestKit;

/// <summary>What is known of people and companies.</summary>
public static class Unproved
{
    /// <summary>The clerk who checked the person of the demo erred: nothing is known of him but what he says. Before his browser is opened.</summary>
    public static Task UnproveAsync(this TestHost host, string demoLogin) => host.InDatabaseAsync(async db =>
    {
        foreach (var proof in await db.ProofsOf(await host.PersonAsync(demoLogin)).ToListAsync())
        {
            proof.End("测试", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));
        }

        return await db.SaveChangesAsync();
    });

    public static Task<Guid> PersonAsync(this TestHost host, string demoLogin) =>
        host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == demoLogin).Select(a => a.PersonId!.Value).SingleAsync());
}
