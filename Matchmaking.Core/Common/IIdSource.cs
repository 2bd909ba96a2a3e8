namespace Matchmaking.Core.Common;

/// <summary>Makes ids. Rules never make their own, so that tests and the demo season are reproducible.</summary>
public interface IIdSource
{
    Guid Next();
}

public static class IdSourceExtensions
{
    public static Id<T> Next<T>(this IIdSource ids) => new(ids.Next());
}
