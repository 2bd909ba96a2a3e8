using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Operations;

namespace Matchmaking.Api.Operations;

/// <summary>
/// The progress of an operation as server-sent events. Each event holds the whole state and has its version as id, so that
/// nothing is lost when events are missed: <c>Last-Event-ID</c> says what the reader has, and it is told what came after.
/// </summary>
internal sealed class OperationEvents(IDatabase database, OperationService operations, IHostApplicationLifetime lifetime)
{
    private const string Progress = "progress";
    private const string Heartbeat = "heartbeat";

    /// <summary>The state is told again after this long without a change: connections that carry nothing are cut by proxies.</summary>
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);

    private readonly ChangeSignal _changes = new(database.Changes, ChangeTopics.Operations);

    /// <param name="id">An operation that the reader may see.</param>
    /// <param name="lastSeen">Version that the reader has; 0 for none.</param>
    /// <param name="language">Of messages.</param>
    /// <param name="cancel">The reader is gone.</param>
    public async IAsyncEnumerable<SseItem<OperationView>> Follow(
        OperationId id, int lastSeen, Language language, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        var quiet = false;
        while (!ended.IsCancellationRequested)
        {
            var change = _changes.Next();
            var operation = (await database.Read(db => OperationStore.Find(db, id), cancel))!;
            if (operation.Version > lastSeen || operation.IsFinished)
                yield return Event(operation, operation.IsFinished ? operation.Status.Kebab() : Progress, language);
            else if (quiet)
                yield return Event(operation, Heartbeat, language);
            if (operation.IsFinished)
                yield break;
            lastSeen = operation.Version;
            try
            {
                await change.WaitAsync(_heartbeat, ended.Token);
                quiet = false;
            }
            catch (TimeoutException)
            {
                quiet = true;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // The program stops; the reader comes back with Last-Event-ID.
                yield break;
            }
        }
    }

    private SseItem<OperationView> Event(Operation operation, string type, Language language) =>
        new(operations.View(operation, language), type)
        {
            EventId = operation.Version.ToString(CultureInfo.InvariantCulture),
        };
}
