namespace Zhengtong.Platform.Persistence;

/// <summary>Rows that are written once: <see cref="Database"/> refuses to delete them. Their mapping refuses changed values.</summary>
public interface IAppendOnly;
