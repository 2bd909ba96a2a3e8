namespace Matchmaking.Core.Storage.Instances;

/// <summary>Tells the instances that live from those that are merely listed, by one who does not beat himself: it waits until a beat grows.</summary>
/// <param name="database">That they share.</param>
/// <param name="patience">How long a beat may stand still.</param>
internal sealed class LivingInstances(IDatabase database, TimeSpan patience)
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(200);

    /// <returns>The first that is seen to live; null when nobody is listed, or no beat grew in that time.</returns>
    public async Task<Instance?> Find(CancellationToken cancel)
    {
        var first = (await database.Read(InstanceStore.All, cancel).ConfigureAwait(false)).ToDictionary(i => i.Id);
        for (var waited = TimeSpan.Zero; first.Count > 0 && waited < patience; waited += _between)
        {
            await Task.Delay(_between, cancel).ConfigureAwait(false);
            // Who was not listed before has just begun.
            if ((await database.Read(InstanceStore.All, cancel).ConfigureAwait(false)).FirstOrDefault(i => !first.TryGetValue(i.Id, out var before) || i.Beat != before.Beat) is { } living)
                return living;
        }

        return null;
    }
}
