namespace Matchmaking.Api.Upkeep;

/// <summary>
/// Takes a step, rests and takes the next until the program stops. A step that fails is logged and taken again after the rest: the database may be full, busy or away for a while, and what has to
/// be done is still there afterwards.
/// </summary>
/// <param name="work">What is done, for the log.</param>
/// <param name="rest">Before each step.</param>
/// <param name="log">Told of failures.</param>
internal abstract class BackgroundLoop(string work, TimeSpan rest, ILogger log) : BackgroundService
{
    protected abstract Task Step(CancellationToken stopping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(rest, stoppingToken);
                await Step(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The stop itself.
            }
            catch (Exception failure)
            {
                log.LogError(failure, "{Work} failed; trying again", work);
            }
        }
    }
}
