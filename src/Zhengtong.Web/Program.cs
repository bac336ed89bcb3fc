using Zhengtong.Web;

return await ZhengtongHost.RunAsync(args);
