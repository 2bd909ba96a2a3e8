namespace Matchmaking.Api.Operations;

/// <summary>What operations take turns for: those of one lane are done one after another, lanes run beside each other.</summary>
internal enum OperationLane
{
    /// <summary>The writer: two that fill tables would only wait for each other.</summary>
    Data,

    /// <summary>Processors, for minutes.</summary>
    Compute,

    /// <summary>A processor, for seconds, while people wait at the door: plans do not queue behind trainings.</summary>
    Planning,
}
