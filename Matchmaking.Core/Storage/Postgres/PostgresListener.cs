using Npgsql;

namespace Matchmaking.Core.Storage.Postgres;

/// <summary>
/// Hears what other processes commit, on a connection of its own. When that is lost, messages are too: it is opened again and
/// again, and then everything may have changed.
/// </summary>
internal sealed class PostgresListener : IAsyncDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly ChangeBroadcast _changes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public PostgresListener(NpgsqlDataSource source, ChangeBroadcast changes)
    {
        (_source, _changes) = (source, changes);
        _loop = Task.Run(Run);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Listen().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException or IOException)
            {
                // Whoever reads or writes meets the same and says so; here it is only tried again.
                await Task.Delay(_between, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen()
    {
        await using var connection = await _source.OpenConnectionAsync(_stop.Token).ConfigureAwait(false);
        connection.Notification += (_, notice) => _changes.Tell(PostgresNotice.Read(notice.Payload));
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresNotice.Channel}", connection))
            await listen.ExecuteNonQueryAsync(_stop.Token).ConfigureAwait(false);
        _changes.Tell(ChangeSet.Everything);
        while (true)
            await connection.WaitAsync(_stop.Token).ConfigureAwait(false);
    }
}
