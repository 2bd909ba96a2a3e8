namespace Matchmaking.Core.Plans.Explaining;

/// <summary>Two who would rather meet each other than what they have.</summary>
/// <param name="Startup">Index of the startup.</param>
/// <param name="Fund">Index of the fund.</param>
/// <param name="Weight">What their meeting would be worth to both.</param>
/// <param name="Round">A round in which it fits, from 1.</param>
/// <param name="StartupGivesUp">Fund whose meeting the startup would give up; null: none.</param>
/// <param name="FundGivesUp">Startup whose meeting the fund would give up; null: none.</param>
/// <param name="Gain">What the two would gain together: twice the weight less the weights of the meetings given up.</param>
public readonly record struct BlockingPair(int Startup, int Fund, long Weight, int Round, int? StartupGivesUp, int? FundGivesUp, long Gain);
