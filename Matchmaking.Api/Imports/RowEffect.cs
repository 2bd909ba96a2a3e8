namespace Matchmaking.Api.Imports;

/// <summary>What a row that was taken did.</summary>
internal enum RowEffect
{
    Unchanged,
    Updated,
    Created,
}
