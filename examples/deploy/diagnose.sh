# "deploy --diagnose": follows an event from GuardDuty to the function and says where it stops; read by "deploy".
# shellcheck shell=bash disable=SC2154

wrongs=0
fine() { printf 'ok     %s\n' "$*"; }
unknown() { printf '?      %s\n' "$*"; }
wrong() {
  printf 'WRONG  %s\n' "$*"
  wrongs=$((wrongs + 1))
}

# Asks AWS; what can't be asked is said and is no finding. The answer is in $answer.
ask() {
  local what=$1
  shift
  if answer=$(aws "$@" --output text 2>"$work/error"); then
    if [[ $answer == None ]]; then answer=''; fi
    return 0
  fi
  unknown "$what: can't be asked here ($(aws_says))"
  return 1
}

run_diagnose() {
  local status
  [[ -f $event ]] || fail "there is no file \"$event\""
  status=$(stack_status)
  [[ $status != NONE && $status != REVIEW_IN_PROGRESS ]] || fail "there is no stack $stack in $region; deploy first, or say --stack and --region"
  case $status in
    *ROLLBACK* | *FAILED) wrong "the stack is $status: look at its events, then deploy again" ;;
    *) fine "the stack is $status" ;;
  esac
  diagnose_guardduty
  diagnose_rule
  diagnose_way
  diagnose_function
  diagnose_dead_letters
  if ((wrongs > 0)); then
    say "$wrongs wrong; the first one is where to begin"
    exit 1
  fi
  say 'nothing wrong found; to see an event go through: deploy without --no-test, or "aws guardduty create-sample-findings"'
}

diagnose_guardduty() {
  ask 'GuardDuty' guardduty list-detectors --query 'DetectorIds[0]' || return 0
  if [[ -z $answer ]]; then
    wrong "GuardDuty is off in $region: no event will ever come; enable it, or deploy to the Region where it is on"
    return
  fi
  ask 'GuardDuty' guardduty get-detector --detector-id "$answer" --query '[Status,FindingPublishingFrequency]' || return 0
  case $answer in
    ENABLED*) fine "GuardDuty is on; updates of a finding come every $(cut -f2 <<<"$answer")" ;;
    *) wrong "GuardDuty's detector is suspended in $region: enable it" ;;
  esac
}

diagnose_rule() {
  rule=$(resource Rule)
  if [[ -z $rule ]] || ! aws events describe-rule --name "$rule" --query Arn --output text >"$work/rule" 2>"$work/error"; then
    wrong "the rule is gone: deploy again"
    return
  fi
  rule_arn=$(cat "$work/rule")
  if ask 'the rule' events describe-rule --name "$rule" --query State; then
    if [[ $answer == ENABLED* ]]; then
      fine "the rule $rule is enabled"
    else
      wrong "the rule is $answer: aws events enable-rule --name $rule"
    fi
  fi
  if ask "the rule's targets" events list-targets-by-rule --rule "$rule" --query 'Targets[].Arn'; then
    if [[ -n $answer ]]; then fine "it sends to $answer"; else wrong 'the rule has no target: deploy again'; fi
  fi
  aws events describe-rule --name "$rule" --query EventPattern --output text >"$work/pattern.json"
  if ask "whether its pattern matches $event" events test-event-pattern --event-pattern "file://$work/pattern.json" \
    --event "file://$event" --query Result; then
    case $answer in
      [Tt]rue) fine "its pattern matches $event" ;;
      *) wrong "its pattern does not match $event: compare source and detail-type with $(tr -d '\n' <"$work/pattern.json")" ;;
    esac
  fi
}

# May the rule send to its target, and does what it sends go on?
diagnose_way() {
  local queue mapping
  queue=$(queue_url Queue)
  if [[ -z $queue ]]; then
    if ask 'who may invoke the function' lambda get-policy --function-name "$(resource Function)" --qualifier live --query Policy; then
      allows_rule "$answer" 'invoke the function'
    fi
    return
  fi
  if ask 'who may send to the queue' sqs get-queue-attributes --queue-url "$queue" --attribute-names Policy --query Attributes.Policy; then
    allows_rule "$answer" 'send to the queue'
  fi
  if ask 'the queue' sqs get-queue-attributes --queue-url "$queue" \
    --attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible \
    --query 'Attributes.[ApproximateNumberOfMessages,ApproximateNumberOfMessagesNotVisible]'; then
    fine "in the queue: $(cut -f1 <<<"$answer") waiting, $(cut -f2 <<<"$answer") being told or waiting for another try"
  fi
  mapping=$(resource QueueToFunction)
  if [[ -z $mapping ]]; then
    wrong 'nothing hands the queue to the function: deploy again'
  elif ask 'what hands the queue to the function' lambda get-event-source-mapping --uuid "$mapping" --query '[State,LastProcessingResult]'; then
    case $answer in
      Enabled*) fine "the queue is handed to the function; last result: $(cut -f2 <<<"$answer")" ;;
      *) wrong "what hands the queue to the function is $(cut -f1 <<<"$answer"): aws lambda update-event-source-mapping --uuid $mapping --enabled" ;;
    esac
  fi
}

allows_rule() {
  if [[ $1 == *events.amazonaws.com* && $1 == *"${rule_arn:-no rule}"* ]]; then
    fine "the rule may $2"
  else
    wrong "the rule may not $2: deploy again, its policy was changed"
  fi
}

diagnose_function() {
  local function
  function=$(resource Function)
  if ask 'the function' lambda get-function-configuration --function-name "$function" --query '[State,LastUpdateStatus,StateReason]'; then
    case $answer in
      Active*Failed*) wrong "the last update of the function failed: $answer" ;;
      Active* | Inactive* | None*) fine "the function $function is there" ;;
      *) wrong "the function is not active: $answer" ;;
    esac
  fi
  if ask "the function's alias live" lambda get-alias --function-name "$function" --name live --query FunctionVersion; then
    fine "its alias live is version $answer"
  fi
  if ask "the function's concurrency" lambda get-function-concurrency --function-name "$function" --query ReservedConcurrentExecutions; then
    if [[ $answer == 0 ]]; then
      wrong "the function is switched off (its reserved concurrency is 0): deploy again"
    else
      fine "reserved concurrency: ${answer:-none}"
    fi
  fi
}

# The attributes say what EventBridge or Lambda could not do; the events themselves are not shown.
diagnose_dead_letters() {
  local queue
  queue=$(queue_url DeadLetters)
  ask 'the dead-letter queue' sqs get-queue-attributes --queue-url "$queue" --attribute-names ApproximateNumberOfMessages \
    --query Attributes.ApproximateNumberOfMessages || return 0
  if [[ $answer == 0 ]]; then
    fine 'the dead-letter queue is empty'
    return
  fi
  wrong "$answer in the dead-letter queue $queue: mend the cause, then replay them (README, \"Replaying\")"
  if ask 'what the dead letters say' sqs receive-message --queue-url "$queue" --max-number-of-messages 10 --visibility-timeout 0 \
    --message-attribute-names All \
    --query 'Messages[].[MessageAttributes.ERROR_CODE.StringValue,MessageAttributes.ERROR_MESSAGE.StringValue,MessageAttributes.ErrorMessage.StringValue]'; then
    sort <<<"$answer" | uniq -c | sed 's/None//g; s/^/       /'
  fi
}
