namespace Matchmaking.Core.Common;

/// <summary>The amount must be more than 0 where there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositiveAttribute : Attribute;
