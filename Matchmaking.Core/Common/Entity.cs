namespace Matchmaking.Core.Common;

/// <summary>What every stored thing has. <see cref="Version"/> starts at 1, grows with each change and is the ETag.</summary>
public interface IEntity
{
    Guid Key { get; }

    int Version { get; }

    DateTimeOffset CreatedAt { get; }

    DateTimeOffset UpdatedAt { get; }
}

/// <summary>The life of a row, apart from its facts.</summary>
public sealed record Stamp(Guid Id, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static Stamp New(Guid id, DateTimeOffset now) => new(id, 1, now, now);

    public Stamp Touched(DateTimeOffset now) => this with { Version = Version + 1, UpdatedAt = now };
}

/// <summary>Marks a property that only admin may write on an existing resource.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GuardedAttribute : Attribute;
