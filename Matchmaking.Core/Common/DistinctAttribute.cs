namespace Matchmaking.Core.Common;

/// <summary>The list has every entry once and at most <see cref="Bounds.ListMax"/> of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DistinctAttribute : Attribute;
