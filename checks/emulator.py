"""moto's server on a loopback port, with what our template needs and moto 5.2.5 lacks.

That is: the CloudFormation resources AWS::Lambda::Alias and AWS::SQS::QueuePolicy, the attribute Version of
AWS::Lambda::Version, and the answer of EventBridge's TestEventPattern. Each only connects what moto has already; the
rest, such as alarms, moto passes over. No function runs here: of what the queue hands to one, the line is written that
the function would write.

Usage: python emulator.py PORT
"""

import json
import sys
import time

from moto.awslambda.models import LambdaBackend, LambdaVersion, lambda_backends
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel
from moto.events.models import EventPattern
from moto.events.responses import EventsHandler
from moto.logs.models import logs_backends
from moto.server import main
from moto.sqs.models import sqs_backends


class Alias(CloudFormationModel):
    __module__ = "moto.awslambda.models"  # whose backend it belongs to

    def __init__(self, arn):
        self.physical_resource_id = arn

    @staticmethod
    def cloudformation_type():
        return "AWS::Lambda::Alias"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        alias = lambda_backends[account_id][region_name].create_alias(
            properties["Name"], properties["FunctionName"], str(properties["FunctionVersion"]), "", ""
        )
        return cls(alias.arn)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        properties = cloudformation_json["Properties"]
        lambda_backends[account_id][region_name].update_alias(
            properties["Name"], properties["FunctionName"], str(properties["FunctionVersion"]), None, None
        )
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        """It goes with its function."""


class QueuePolicy(CloudFormationModel):
    __module__ = "moto.sqs.models"

    def __init__(self, name):
        self.physical_resource_id = name

    @staticmethod
    def cloudformation_type():
        return "AWS::SQS::QueuePolicy"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        for url in properties["Queues"]:
            sqs_backends[account_id][region_name].set_queue_attributes(
                url.rsplit("/", 1)[-1], {"Policy": json.dumps(properties["PolicyDocument"])}
            )
        return cls(resource_name)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        """It goes with its queue."""


def get_cfn_attribute(version, name):
    if name == "Version":
        return version.version
    raise KeyError(name)


def republished(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)


def test_event_pattern(request):
    pattern = json.loads(request._get_param("EventPattern"))
    event = json.loads(request._get_param("Event"))
    matches = EventPattern.load(json.dumps(pattern)).matches_event(event)
    return json.dumps({"Result": matches}), request.response_headers


def tell(backend, function_arn, messages, queue_arn):
    """What the function would say of the findings, all of them told."""
    logs = logs_backends[backend.account_id][backend.region_name]
    function = function_arn.split(":function:")[1]
    [group] = [name for name in logs.groups if function.startswith(name.rsplit("/", 1)[-1] + "-")]
    for message in messages:
        report = {
            "findingId": json.loads(message.body)["detail"]["id"],
            "complete": True,
            "destinations": [{"destination": "topic", "outcome": "accepted"}],
        }
        line = f"message {message.id}: {json.dumps(report, separators=(',', ':'))}"
        logs.create_log_stream(group, message.id)
        logs.put_log_events(group, message.id, [{"timestamp": int(time.time() * 1000), "message": line}])
    return True


LambdaBackend.send_sqs_batch = tell
LambdaVersion.get_cfn_attribute = get_cfn_attribute
LambdaVersion.update_from_cloudformation_json = classmethod(republished)
EventsHandler.test_event_pattern = test_event_pattern
assert parsing.get_model_map()["AWS::Lambda::Alias"] is Alias

if __name__ == "__main__":
    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
