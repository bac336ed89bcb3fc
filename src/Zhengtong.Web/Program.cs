using Zhengtong.Web;

return await Host.RunAsync(args);
