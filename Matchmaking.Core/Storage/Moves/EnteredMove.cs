using Npgsql;

namespace Matchmaking.Core.Storage.Moves;

/// <summary>A connection to the target of a move, with which nobody else migrates or starts; that ends with it.</summary>
internal sealed record EnteredMove(NpgsqlConnection Connection) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
