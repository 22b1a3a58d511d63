# The steps of "deploy" and "deploy --delete"; read by the script beside this file, whose variables it uses.
# shellcheck shell=bash disable=SC2154

run_deploy() {
  check_request
  build_zip
  upload
  change_stack
  if $tests; then send_test; fi
  where_to_look
}

check_request() {
  local status file
  needs zip 'install it'
  needs unzip 'install it'
  status=$(stack_status)
  case $status in
    NONE | REVIEW_IN_PROGRESS) type=CREATE ;;
    ROLLBACK_COMPLETE | DELETE_FAILED) fail "the stack is $status, from which there is only one way: deploy --delete --stack $stack" ;;
    *_IN_PROGRESS) fail "the stack is $status: wait until that has ended" ;;
    *) type=UPDATE ;;
  esac
  if [[ -z $bucket && $type == UPDATE ]]; then bucket=$(stack_parameter CodeBucket); fi
  [[ -n $bucket ]] || misused 'say --bucket NAME, the S3 bucket for the zip; with --create-bucket it is made'
  for file in ${config:+"$config"} ${zip:+"$zip"} "${files[@]+"${files[@]}"}"; do
    [[ -f $file ]] || fail "there is no file \"$file\""
  done
  read_parameters
  [[ -z $(parameter SecretArns)$(parameter ParameterArns) || -n $(parameter SecretsExtensionLayerArn) ]] ||
    misused 'SecretArns and ParameterArns need SecretsExtensionLayerArn, which reads them; the README has where to find it'
  if [[ -n $config ]]; then check_config; fi
}

# Last word first: --set before --parameters, and the later before the earlier.
read_parameters() {
  local line file known all=()
  known=$(sed -n '/^Parameters:/,/^Mappings:/s/^  \([A-Za-z]*\):$/\1/p' "$template")
  for file in "${files[@]+"${files[@]}"}"; do
    while IFS= read -r line || [[ -n $line ]]; do
      line=${line%$'\r'}
      [[ $line =~ ^[[:space:]]*(#|$) ]] || all+=("$line")
    done <"$file"
  done
  all+=("${settings[@]+"${settings[@]}"}")
  settings=()
  local i key seen=' '
  for ((i = ${#all[@]} - 1; i >= 0; i--)); do
    key=${all[i]%%=*}
    [[ ${all[i]} == *=* ]] || misused "\"${all[i]}\" is no KEY=VALUE"
    grep -qx "$key" <<<"$known" || misused "the template has no parameter \"$key\""
    case $key in CodeBucket | CodeKey | Release) misused "$key is the script's own" ;; esac
    [[ $seen == *" $key "* ]] || settings+=("${all[i]}")
    seen+="$key "
  done
}

# What a parameter will be: as set, else the template's default.
parameter() {
  local setting
  for setting in "${settings[@]+"${settings[@]}"}"; do
    if [[ ${setting%%=*} == "$1" ]]; then
      say "${setting#*=}"
      return
    fi
  done
  sed -n "/^  $1:\$/,/^  [A-Za-z]*:\$/s/^    Default: \"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$template"
}

check_config() {
  step "Checking $config"
  local cli=$root/examples/guardduty-notify
  # With what the function will have and nothing else of this shell: a variable that is set only here is missing there.
  local there=(PATH="$PATH" HOME="$HOME" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} AWS_REGION="$region")
  # Any ARN does: what the stack makes is not there yet.
  [[ $(parameter CreateTopic) != true ]] || there+=(SNS_TOPIC_ARN="arn:aws:sns:$region:$account:made-by-the-stack")
  env -i "${there[@]}" "$cli" check "$config" ||
    fail "the configuration has problems, see above; nothing was deployed"
}

build_zip() {
  step 'Building the function'
  if [[ -n $zip ]]; then
    say "taken as it is: $zip"
  else
    needs mvn 'install Maven 3.8.7 or newer, or say --zip'
    (cd "$root" && mvn -B -ntp -q -pl examples -am package -DskipTests -Dmaven.javadoc.skip=true -Dmaven.source.skip=true) >&2 ||
      fail 'the build failed, see above'
    zip=$built
  fi
  local handler
  handler=$(sed -n "s/^    $(parameter Path): {Class: \([A-Za-z.]*\)}\$/\1/p" "$template")
  [[ -n $handler ]] || misused "Path is queue or direct"
  # Not by grep -q: what unzip says to a pipe that is closed would count as its failure.
  [[ -n $(unzip -Z1 "$zip" | grep -Fx "${handler//.//}.class") ]] ||
    fail "$zip has no $handler, which Path=$(parameter Path) needs; the other one may be there, see --set Path=..."

  cp "$zip" "$work/function.zip"
  if [[ -n $config ]]; then
    cp "$config" "$work/notifier.json"
  elif [[ -z $(unzip -Z1 "$zip" | grep -Ex 'notifier\.json|input\.json') && -z $(parameter ConfigFile) ]]; then
    [[ $(parameter CreateTopic) == true ]] || fail 'with no topic made here, say --config: there is nothing to tell'
    say 'no --config: everything goes to the topic that the stack makes'
    cp "$here/notifier.json" "$work/notifier.json"
  fi
  # Of the parts, since a zip holds the time at which it was made.
  local parts=("$zip")
  if [[ -f $work/notifier.json ]]; then
    parts+=("$work/notifier.json")
    (cd "$work" && zip -q function.zip notifier.json)
  fi
  code=$(cat "${parts[@]}" | digest)
  key=$stack/${code:0:32}.zip
}

upload() {
  step "Uploading to s3://$bucket/$key"
  if ! aws s3api head-bucket --bucket "$bucket" --expected-bucket-owner "$account" >/dev/null 2>"$work/error"; then
    $creates_bucket || fail "there is no bucket \"$bucket\" that this account may use; say --create-bucket to make it"
    create_bucket
  fi
  if aws s3api head-object --bucket "$bucket" --key "$key" --expected-bucket-owner "$account" >/dev/null 2>&1; then
    say 'there already'
    return
  fi
  aws s3api put-object --bucket "$bucket" --key "$key" --body "$work/function.zip" --expected-bucket-owner "$account" \
    >/dev/null 2>"$work/error" || fail "can't upload: $(aws_says)"
}

create_bucket() {
  local place=()
  [[ $region == us-east-1 ]] || place=(--create-bucket-configuration "LocationConstraint=$region")
  aws s3api create-bucket --bucket "$bucket" "${place[@]+"${place[@]}"}" >/dev/null 2>"$work/error" ||
    fail "can't make the bucket: $(aws_says)"
  aws s3api put-public-access-block --bucket "$bucket" --public-access-block-configuration \
    BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
  aws s3api put-bucket-tagging --bucket "$bucket" --tagging "TagSet=[{Key=guardduty-notify,Value=$stack}]"
  say "made the bucket $bucket"
}

json_text() {
  local text=${1//\\/\\\\}
  say "\"${text//\"/\\\"}\""
}

write_parameters() {
  local setting all=("CodeBucket=$bucket" "CodeKey=$key" "${settings[@]+"${settings[@]}"}") separator='['
  # Sorted, so that the same settings in another order are the same release.
  all+=("Release=$({ printf '%s\n' "${all[@]}" | LC_ALL=C sort; cat "$template"; } | digest | cut -c1-32)")
  for setting in "${all[@]}"; do
    printf '%s{"ParameterKey": %s, "ParameterValue": %s}' "$separator" "$(json_text "${setting%%=*}")" "$(json_text "${setting#*=}")"
    separator=$',\n '
  done >"$work/parameters.json"
  say ']' >>"$work/parameters.json"
}

# A change set by its query; 1 if the stack is as it should be.
describe_changes() {
  aws cloudformation describe-change-set --stack-name "$stack" --change-set-name "$changes" --query "$1" --output text
}

change_stack() {
  step 'What will change'
  changes=deploy-$(date -u +%Y%m%d%H%M%S)-$$
  write_parameters
  aws cloudformation create-change-set --stack-name "$stack" --change-set-name "$changes" --change-set-type "$type" \
    --template-body "file://$template" --parameters "file://$work/parameters.json" --capabilities CAPABILITY_IAM \
    --tags "Key=guardduty-notify,Value=$stack" >/dev/null 2>"$work/error" || fail "can't make the change set: $(aws_says)"
  if ! aws cloudformation wait change-set-create-complete --stack-name "$stack" --change-set-name "$changes" 2>"$work/error"; then
    local reason
    reason=$(describe_changes StatusReason)
    drop_changes
    [[ $reason == *"didn't contain changes"* || $reason == *'No updates are to be performed'* ]] || fail "no change set: $reason"
    say 'nothing: the stack is as it should be'
    return
  fi
  describe_changes 'Changes[].ResourceChange.[Action,LogicalResourceId,ResourceType,Replacement]' |
    awk -F'\t' '{ printf "  %-8s %-22s %-36s %s\n", $1, $2, $3, ($4 == "True" ? "replaced" : $4 == "Conditional" ? "perhaps replaced" : "") }'
  if ! confirm "Deploy this to account $account in $region?"; then
    drop_changes
    say 'declined; nothing was changed'
    exit 3
  fi
  step 'Deploying (some minutes: a snapshot of the function is taken)'
  aws cloudformation execute-change-set --stack-name "$stack" --change-set-name "$changes" 2>"$work/error" ||
    fail "can't deploy: $(aws_says)"
  local goal=stack-create-complete
  [[ $type == CREATE ]] || goal=stack-update-complete
  aws cloudformation wait "$goal" --stack-name "$stack" 2>"$work/error" || {
    aws cloudformation describe-stack-events --stack-name "$stack" --output text --query \
      "StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId,ResourceStatusReason]" >&2 || true
    fail "the stack is $(stack_status); the reasons are above, the last one first"
  }
  say "the stack is $(stack_status)"
}

# With the change set of a stack that was never there goes its empty shell.
drop_changes() {
  aws cloudformation delete-change-set --stack-name "$stack" --change-set-name "$changes"
  [[ $type == UPDATE ]] || aws cloudformation delete-stack --stack-name "$stack"
}

send_test() {
  step 'Sending a test finding'
  local id now queue
  id=$(printf '%s%s%s' "$$" "$RANDOM" "$(date +%s)" | digest | cut -c1-32)
  now=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
  # Of an id and a time of its own, for the ledger remembers the one before.
  sed -e "s/00000000000000000000000000000000/$id/g" -e "s/2026-01-01T00:00:00\(\.000\)\{0,1\}Z/$now/g" \
    -e "s/111122223333/$account/g" -e "s/eu-west-1/$region/g" "$here/test-event.json" >"$work/event.json"
  queue=$(queue_url Queue)
  if [[ -n $queue ]]; then
    aws sqs send-message --queue-url "$queue" --message-body "file://$work/event.json" >/dev/null
    say "finding $id is in the queue; waiting up to $wait seconds for what the function says of it"
    await_telling "$id"
  else
    local error
    error=$(aws lambda invoke --function-name "$(resource Function)" --qualifier live \
      --payload "fileb://$work/event.json" --query FunctionError --output text "$work/answer.json")
    [[ $error == None ]] || fail "the function answered with an error: $(cat "$work/answer.json")"
    said_of_test "$(cat "$work/answer.json")"
  fi
}

# The log has a line of each finding; the queue would only say that the message is gone.
await_telling() {
  local group line='' begin=$SECONDS since=$((($(date +%s) - 300) * 1000))
  group=$(resource LogGroup)
  while ((SECONDS - begin < wait)); do
    line=$(aws logs filter-log-events --log-group-name "$group" --start-time "$since" --filter-pattern "\"$1\"" \
      --query 'events[0].message' --output text 2>"$work/error") || {
      say "sent; what became of it is in the log, which can't be read here ($(aws_says))"
      return
    }
    # With several pages of answers there is a None for each that has nothing.
    line=$(grep -m 1 -F "$1" <<<"$line") && break
    sleep 3
  done
  [[ -n $line ]] || fail "the function has said nothing of it in $wait seconds: the stack is deployed; see deploy --diagnose"
  said_of_test "$line"
}

# That a report is complete does not say that someone was told: no route may have wanted the finding.
said_of_test() {
  case $1 in
    *'"complete":false'*) fail "not every destination has it: $1" ;;
    *'"outcome":"accepted"'*) say "told: $1" ;;
    *) say "the configuration has nobody told of it: $1" ;;
  esac
}

where_to_look() {
  local console="https://$region.console.aws.amazon.com"
  step 'Where to look'
  say "log           aws logs tail /aws/lambda/$stack --follow"
  say "dashboard     $console/cloudwatch/home?region=$region#dashboards/dashboard/$(resource Dashboard)"
  say "dead letters  $(queue_url DeadLetters)"
  say "ledger        $(ledger_table)"
  say "real samples  aws guardduty create-sample-findings --detector-id ID --finding-types Recon:EC2/PortProbeUnprotectedPort"
  say "delete        examples/deploy/deploy --delete --stack $stack"
  say "no message?   examples/deploy/deploy --diagnose --stack $stack"
}

run_delete() {
  local status ledger
  status=$(stack_status)
  if [[ $status == NONE ]]; then
    say 'there is no such stack: nothing to delete'
    return
  fi
  bucket=$(stack_parameter CodeBucket)
  ledger=$(ledger_table)
  confirm "Delete the stack $stack of account $account in $region, with its log and dead letters? The ledger stays." || {
    say 'declined; nothing was changed'
    exit 3
  }
  step "Deleting $stack"
  aws cloudformation delete-stack --stack-name "$stack"
  aws cloudformation wait stack-delete-complete --stack-name "$stack" 2>"$work/error" || fail "can't delete the stack: $(aws_says)"
  if [[ -n $bucket ]]; then
    aws s3 rm --quiet --recursive "s3://$bucket/$stack/" || say "left as it is: s3://$bucket/$stack/"
    if [[ $(aws s3api get-bucket-tagging --bucket "$bucket" --output text \
      --query "TagSet[?Key=='guardduty-notify'].Value" 2>/dev/null) == "$stack" ]]; then
      aws s3 rb "s3://$bucket" || say "left as it is: the bucket $bucket, which holds more than ours"
    fi
  fi
  say 'deleted'
  if [[ -n $ledger ]]; then
    say "the ledger stays: to go on with it, deploy --set LedgerTable=$ledger; to drop it,"
    say "  aws dynamodb update-table --table-name $ledger --no-deletion-protection-enabled"
    say "  aws dynamodb delete-table --table-name $ledger"
  fi
}
